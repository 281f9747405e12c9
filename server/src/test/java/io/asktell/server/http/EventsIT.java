package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a study, told to those who watch. */
final class EventsIT {
    private static ServerRig rig;

    private record Event(String id, String type, JsonNode data) {
        String told() {
            return type + " " + data.path("trial_id").asText();
        }
    }

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        rig.study("ids", "");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void events_tellWhatHappens_andResumeAfterAnyOfThem() {
        rig.study("watched", "");
        List<Event> seen;
        try (var stream = stream("watched", null)) {
            rig.ask("watched");
            ok(200, rig.post(trial("watched", 0) + "/report", "{'step':1,'value':'inf'}"));
            ok(200, rig.post(trial("watched", 0) + "/complete", "{'values':1,'user_attrs':{'a':1}}"));
            ok(200, rig.call("PATCH", STUDIES + "/watched", "{'status':'paused'}"));
            seen = events(stream.iterator(), 4);
        }

        assertThat(seen.stream().map(Event::told))
                .containsExactly("trial_started 0", "trial_reported 0", "trial_finished 0", "study_updated ");
        assertThat(seen.stream().map(Event::id)).doesNotHaveDuplicates();
        assertThat(seen.get(2).data()).isEqualTo(ok(200, rig.get(trial("watched", 0))));
        assertThat(seen.get(3).data()).isEqualTo(ok(200, rig.get(STUDIES + "/watched")));
        for (int known = 0; known < 4; known++) {
            try (var stream = stream("watched", seen.get(known).id())) {
                var rest = events(stream.iterator(), 3 - known);
                assertThat(rest.stream().map(Event::id))
                        .containsExactlyElementsOf(seen.subList(known + 1, 4).stream()
                                .map(Event::id)
                                .toList());
            }
        }
    }

    @Test
    void events_withoutAnId_beginNow_andTellOfEveryOutcome() {
        rig.study("outcomes", "");
        ok(200, rig.post(STUDIES + "/outcomes/trials/suggest", "{'count':4}"));
        try (var stream = stream("outcomes", null)) {
            ok(200, rig.post(trial("outcomes", 0) + "/prune"));
            ok(200, rig.post(trial("outcomes", 1) + "/fail"));
            ok(200, rig.post(trial("outcomes", 1) + "/fail")); // says nothing new
            ok(
                    200,
                    rig.post(
                            STUDIES + "/outcomes/trials/complete",
                            "{'results':[{'trial_id':3,'values':1},{'trial_id':2,'values':1}]}"));
            ok(201, rig.post(STUDIES + "/outcomes/trials/enqueue", "{'params':{'x':0.5}}"));
            rig.ask("outcomes");

            var seen = events(stream.iterator(), 5);

            assertThat(seen.stream().map(Event::told))
                    .containsExactly(
                            "trial_finished 0",
                            "trial_finished 1",
                            "trial_finished 3",
                            "trial_finished 2",
                            "trial_started 4");
            assertThat(seen.get(0).data().get("state").textValue()).isEqualTo("PRUNED");
        }
    }

    @Test
    void events_ofAnotherServer_reachTheClientsOfThisOne_andAreTheSame() {
        rig.study("replicated", "");
        try (var other = rig.again();
                var there = stream(other, "replicated", null);
                var here = stream("replicated", null)) {
            rig.tell("replicated", "1");
            other.tell("replicated", "2");

            var seen = events(there.iterator(), 4);

            assertThat(seen.stream().map(Event::told))
                    .containsExactly("trial_started 0", "trial_finished 0", "trial_started 1", "trial_finished 1");
            assertThat(events(here.iterator(), 4).stream().map(Event::id))
                    .containsExactlyElementsOf(seen.stream().map(Event::id).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "9999999999999999999"})
    void events_afterAnImpossibleId_areRefused(String id) {
        var refused = rig.send(rig.request(STUDIES + "/ids/events").header("Last-Event-ID", id));

        assertThat(code(refused)).isEqualTo("400 malformed_header");
    }

    private static Stream<String> stream(String study, String lastEventId) {
        return stream(rig, study, lastEventId);
    }

    private static Stream<String> stream(ServerRig server, String study, String lastEventId) {
        var request = server.request(STUDIES + "/" + study + "/events");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = server.send(request, BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).startsWith("text/event-stream");
        return response.body();
    }

    private static List<Event> events(Iterator<String> lines, int count) {
        List<Event> events = new ArrayList<>();
        String id = "";
        String type = "";
        while (events.size() < count) {
            var line = lines.next();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                events.add(new Event(id, type, ServerRig.tree(line.substring(5))));
            }
        }
        return events;
    }
}
