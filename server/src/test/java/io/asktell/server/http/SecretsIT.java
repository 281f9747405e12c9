package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends secrets wherever something is read, and looks for them in the log as the server writes it at its most talkative, in answers and in tables. */
@Timeout(120)
final class SecretsIT {
    private static final String SECRET_KEY = "marker-1-of-the-servers-secret";
    private static final String PROVIDER_KEY = "sk-marker-2-of-a-provider";
    private static final String VARIABLE_KEY = "sk-marker-3-in-a-variable";

    /** All that is logged, as one would read it. */
    private static final class Memory extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Memory memory = new Memory();
    private final List<String> answers = new ArrayList<>();
    /** The key that the provider got, which it tells back, as some do. */
    private volatile String told = PROVIDER_KEY;

    private ServerRig server;
    private ScriptedTarget target;

    @BeforeEach
    void start() throws JoranException {
        logging.reset();
        logging.putProperty("ASKTELL_LOG_LEVEL", "TRACE");
        var configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(SecretsIT.class.getResource("/logback.xml"));
        var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.TRACE);
        root.detachAppender("stderr");
        memory.setContext(logging);
        memory.start();
        root.addAppender(memory);
        target = new ScriptedTarget(n -> ScriptedTarget.Reply.refusal(401, "Incorrect API key: " + told));
        server = ServerRig.start(
                "ASKTELL_SECRET_KEY", SECRET_KEY,
                "ASKTELL_PROVIDER_KEY_VARIABLES", "MARKED",
                "MARKED", VARIABLE_KEY);
    }

    @AfterEach
    void stop() throws JoranException {
        server.close();
        target.close();
        logging.reset();
        new ContextInitializer(logging).autoConfig();
    }

    private String keep(HttpResponse<String> answer) {
        answers.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
        return answer.body();
    }

    private void provider(String more) {
        keep(server.call(
                "PUT",
                TuneRig.PROVIDERS + "/of-m",
                "{'protocol':'openai','base_url':'" + target.baseUri() + "'," + more + "}"));
    }

    @Test
    void secrets_areNowhereButWhereTheyBelong() {
        var key = server.key("admin"); // shown here once
        var token = ok(200, server.send(server.as(key, "/v1/auth/token").POST(BodyPublishers.noBody())))
                .get("token")
                .asText();
        new TuneRig(server).model("m", target.baseUri());

        provider("'api_key':'" + PROVIDER_KEY + "'");
        provider("'api_key':'" + PROVIDER_KEY + "','requests_per_minute':'many'");
        provider("'api_key':'" + PROVIDER_KEY + "\\u0000'");
        provider("'api_key_env':'MARKED','colour':'" + key + "'");
        keep(server.post("/api/v1/tasks", "{'content':'Hello?'}"));
        keep(server.post(TuneRig.MODELS + "/m/probe", "{}"));
        told = VARIABLE_KEY;
        provider("'api_key':'','api_key_env':'MARKED'");
        keep(server.post("/api/v1/tasks", "{'content':'Hello?'}"));
        for (var path :
                List.of(TuneRig.PROVIDERS, TuneRig.MODELS, "/v1/keys", "/v1/audit", "/metrics", "/openapi.json")) {
            keep(server.send(server.as(key, path)));
            keep(server.send(server.as(token, path)));
        }
        for (var wrong : List.of(key + "x", token + "x", PROVIDER_KEY)) {
            keep(server.send(server.as(wrong, "/v1/keys")));
            keep(server.send(HttpRequest.newBuilder(server.uri("/v1/keys")).header("X-API-Key", wrong)));
            keep(server.send(HttpRequest.newBuilder(server.uri("/v1/keys")).header("Authorization", "Basic " + wrong)));
        }
        keep(server.send(HttpRequest.newBuilder(URI.create(server.uri(ServerRig.STUDIES) + "/none/events?token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8)))));
        keep(server.send(server.as(key, "/v1/keys")
                .header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"" + "n".repeat(101) + "\",\"scopes\":[\"" + token + "x\"]}"))));

        var secrets = List.of(
                SECRET_KEY,
                PROVIDER_KEY,
                VARIABLE_KEY,
                HttpRig.ADMIN,
                key.substring(key.lastIndexOf('_') + 1),
                token.substring(token.lastIndexOf('.') + 1));
        assertThat(target.calls())
                .extracting(ScriptedTarget.Seen::authorization)
                .contains("Bearer " + PROVIDER_KEY, "Bearer " + VARIABLE_KEY);
        assertThat(memory.lines).anyMatch(line -> line.contains("listening on"));
        var tables = tables();
        assertThat(tables).contains("of-m", "for a test");
        for (var secret : secrets) {
            assertThat(memory.lines).noneMatch(line -> line.contains(secret));
            assertThat(answers).noneMatch(answer -> answer.contains(secret));
            assertThat(tables).doesNotContain(forms(secret));
        }
    }

    /** Every row of every table; bytes in hexadecimal digits, which is what a secret in clear would be found as, too. */
    private String tables() {
        return server.query("""
                SELECT string_agg(query_to_xml('SELECT t::text AS t FROM ' || quote_ident(table_name) || ' t', true, false, '')::text, ' ')
                  FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                """);
    }

    private static List<String> forms(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(secret, HexFormat.of().formatHex(bytes));
    }
}
