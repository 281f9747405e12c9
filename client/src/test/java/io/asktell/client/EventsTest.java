package io.asktell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventsTest extends ClientTest {
    private static List<ServerEvent> parse(String text) throws IOException {
        var parser = new EventParser(new BufferedReader(new StringReader(text)), null);
        List<ServerEvent> events = new ArrayList<>();
        for (var event = parser.next(); event.isPresent(); event = parser.next()) {
            events.add(event.get());
        }
        return events;
    }

    @Test
    void parse_everyField() throws IOException {
        assertThat(parse("retry: 1000\n\n: a comment\nid: 5\nevent: trial_finished\ndata: {\"a\":\ndata: 1}\n\n"))
                .containsExactly(new ServerEvent("5", "trial_finished", "{\"a\":\n1}"));
    }

    @Test
    void parse_withoutTypeOrId_hasTheStandardsDefaults() throws IOException {
        assertThat(parse("data:x\n\nid: 1\ndata\n\ndata: y\n\n"))
                .containsExactly(
                        new ServerEvent(null, "message", "x"),
                        new ServerEvent("1", "message", ""),
                        new ServerEvent("1", "message", "y"));
    }

    @Test
    void parse_typeWithoutData_isNoEventAndDoesNotStick() throws IOException {
        assertThat(parse("event: a\n\ndata: x\n\n")).containsExactly(new ServerEvent(null, "message", "x"));
    }

    @Test
    void parse_cutOff_isNoEvent() throws IOException {
        assertThat(parse("data: whole\n\ndata: cut off\n")).hasSize(1);
    }

    @Test
    void stream_thatBreaks_goesOnAfterTheLastEvent() {
        server.then(exchange -> StubServer.send(exchange, 200, "id: 5\nevent: a\ndata: 1\n\nid: 6\nevent: b\n"))
                .hangUp()
                .then(exchange -> StubServer.send(exchange, 200, "id: 6\nevent: b\ndata: 2\n\n"));

        try (var events = client.study("s").events("4")) {
            assertThat(events.next()).contains(new ServerEvent("5", "a", "1"));
            assertThat(events.next()).contains(new ServerEvent("6", "b", "2"));
        }

        assertThat(server.seen())
                .extracting(seen -> seen.headers().get("last-event-id"))
                .containsExactly("4", "5", "5");
        assertThat(server.seen().get(0).headers()).containsEntry("accept", "text/event-stream");
    }

    @Test
    void stream_closed_isAtItsEnd() {
        var events = client.study("s").events(null);
        events.close();

        assertThat(events.next()).isEqualTo(Optional.empty());
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void stream_ofNoStudy_isNotFound() {
        server.problem(404, "study_not_found");

        try (var events = client.study("s").events(null)) {
            assertThatThrownBy(events::next).isInstanceOf(NotFoundException.class);
        }
    }
}
