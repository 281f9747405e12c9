package io.asktell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    record Boxed(
            @Nullable Integer anInt,
            @Nullable Long aLong,
            @Nullable Double aDouble,
            @Nullable Boolean aBoolean,
            @Nullable String aString,
            @Nullable UUID aUuid,
            @Nullable Instant anInstant,
            @Nullable List<Double> doubles,
            @Nullable List<String> strings,
            @Nullable Map<Integer, Score> bySteps,
            @Nullable JsonNode tree,
            @Nullable Map<String, JsonNode> trees,
            @Nullable Map<String, @Nullable Object> anything,
            @Nullable Scores scores) {}

    record Primitive(int anInt, double aDouble, boolean aBoolean) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"an_int\":\"5\"}",
                "{\"an_int\":\"\"}",
                "{\"an_int\":true}",
                "{\"an_int\":1.5}",
                "{\"an_int\":1.0}",
                "{\"an_int\":3000000000}",
                "{\"an_int\":[5]}",
                "{\"an_int\":[]}",
                "{\"an_int\":{}}",
                "{\"a_long\":\"5\"}",
                "{\"a_long\":2.5}",
                "{\"a_long\":false}",
                "{\"a_long\":99999999999999999999}",
                "{\"a_double\":\"5\"}",
                "{\"a_double\":\"\"}",
                "{\"a_double\":\"NaN\"}",
                "{\"a_double\":\"Infinity\"}",
                "{\"a_double\":\"-INF\"}",
                "{\"a_double\":true}",
                "{\"a_double\":NaN}",
                "{\"a_double\":Infinity}",
                "{\"a_double\":-Infinity}",
                "{\"a_double\":1e999}",
                "{\"a_double\":[1.5]}",
                "{\"a_boolean\":\"abc\"}",
                "{\"a_boolean\":\"true\"}",
                "{\"a_boolean\":\"\"}",
                "{\"a_boolean\":1}",
                "{\"a_boolean\":0.0}",
                "{\"a_string\":5}",
                "{\"a_string\":5.5}",
                "{\"a_string\":true}",
                "{\"a_string\":[\"a\"]}",
                "{\"a_string\":{}}",
                "{\"a_uuid\":\"\"}",
                "{\"a_uuid\":5}",
                "{\"a_uuid\":\"not a uuid\"}",
                "{\"an_instant\":5}",
                "{\"an_instant\":5.5}",
                "{\"an_instant\":\"\"}",
                "{\"an_instant\":\"1\"}",
                "{\"an_instant\":\"yesterday\"}",
                "{\"an_instant\":\"2026-11-21\"}",
                "{\"an_instant\":\"2026-11-21T09:30:00\"}",
                "{\"an_instant\":\"+294277-01-01T00:00:00Z\"}",
                "{\"doubles\":1}",
                "{\"doubles\":\"\"}",
                "{\"doubles\":{}}",
                "{\"doubles\":[1,\"NaN\"]}",
                "{\"strings\":\"a\"}",
                "{\"strings\":[1]}",
                "{\"by_steps\":[]}",
                "{\"by_steps\":\"\"}",
                "{\"by_steps\":{\"1.5\":1}}",
                "{\"by_steps\":{\"\":1}}",
                "{\"by_steps\":{\"1\":\"NaN\"}}",
                "{\"by_steps\":{\"1\":true}}",
                "{\"anything\":\"\"}",
                "{\"anything\":[]}",
                "{\"scores\":1e999}",
                "{\"scores\":-1e999}",
                "{\"scores\":[1,1e999]}",
                "{\"scores\":NaN}",
                "{\"scores\":\"nan\"}",
                "{\"scores\":\"1\"}",
                "{\"scores\":\"Infinity\"}",
                "{\"scores\":{}}",
                "{\"scores\":[null]}",
                "{\"unknown\":1}",
                "{\"anInt\":1}",
                "{\"an_int\":1,\"an_int\":2}",
                "{\"tree\":{\"a\":1,\"a\":2}}",
                "{\"an_int\":1}{}",
                "{\"an_int\":1} x",
                "{'an_int':1}",
                "{\"an_int\":1,}",
                "[]",
                "\"\"",
                "{\"an_int\":1",
            })
    void read_whatIsNotWhatItShouldBe_isRefused(String json) {
        assertThatThrownBy(() -> Json.mapper().readValue(json, Boxed.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"an_int\":null,\"a_double\":1,\"a_boolean\":true}",
                "{\"an_int\":1,\"a_double\":null,\"a_boolean\":true}",
                "{\"an_int\":1,\"a_double\":1,\"a_boolean\":null}",
                "{\"an_int\":1,\"a_double\":\"1\",\"a_boolean\":true}",
            })
    void read_nullForWhatIsNeeded_isRefused(String json) {
        assertThatThrownBy(() -> Json.mapper().readValue(json, Primitive.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void read_null_isAbsent() throws Exception {
        var json =
                "{\"an_int\":null,\"a_double\":null,\"a_string\":null,\"tree\":null,\"trees\":null,\"scores\":null,\"an_instant\":null}";

        var read = Json.mapper().readValue(json, Boxed.class);

        assertThat(read).isEqualTo(Json.mapper().readValue("{}", Boxed.class));
        assertThat(read.tree()).isNull();
    }

    @Test
    void read_nullInsideATreeOrAMap_isKept() throws Exception {
        var read = Json.mapper()
                .readValue("{\"tree\":{\"a\":null},\"trees\":{\"b\":null},\"anything\":{\"c\":null}}", Boxed.class);

        assertThat(read.tree()).isNotNull();
        assertThat(read.tree().get("a")).isEqualTo(NullNode.instance);
        assertThat(read.trees()).isEqualTo(Map.of("b", NullNode.instance));
        assertThat(read.anything()).containsEntry("c", null);
    }

    @Test
    void read_numberOfUnknownType_isLongOrDouble() throws Exception {
        var read = Json.mapper().readValue("{\"anything\":{\"a\":1,\"b\":1.0,\"c\":[2]}}", Boxed.class);

        assertThat(read.anything()).isEqualTo(Map.of("a", 1L, "b", 1.0, "c", List.of(2L)));
    }

    @Test
    void read_emptyContainers_areTheirOwnType() throws Exception {
        var read = Json.mapper()
                .readValue("{\"doubles\":[],\"by_steps\":{},\"a_string\":\"\",\"tree\":\"\"}", Boxed.class);

        assertThat(read.doubles()).isEmpty();
        assertThat(read.bySteps()).isEmpty();
        assertThat(read.aString()).isEmpty();
        assertThat(read.tree()).isNotNull();
    }

    @Test
    void read_integerForADouble_isTaken() throws Exception {
        assertThat(Json.mapper().readValue("{\"a_double\":5,\"doubles\":[1,2.5]}", Boxed.class))
                .satisfies(read -> assertThat(read.aDouble()).isEqualTo(5.0))
                .satisfies(read -> assertThat(read.doubles()).containsExactly(1.0, 2.5));
    }

    @Test
    void read_timeWithAnOffset_isTheSameInstant() throws Exception {
        var read = Json.mapper().readValue("{\"an_instant\":\"2026-11-21T10:30:00.25+01:00\"}", Boxed.class);

        assertThat(read.anInstant()).isEqualTo(Instant.parse("2026-11-21T09:30:00.25Z"));
    }

    @Test
    void read_deepNesting_isRefused() {
        var deep = "{\"tree\":" + "[".repeat(200) + "]".repeat(200) + "}";

        assertThatThrownBy(() -> Json.mapper().readValue(deep, Boxed.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void write_aRequest_leavesAbsentFieldsOut() throws Exception {
        var request = new CompleteRequest(Scores.of(0.5), null, null, null, null, null);

        assertThat(Json.mapper().writeValueAsString(request)).isEqualTo("{\"values\":0.5}");
    }

    @Test
    void write_paramsWithANullChoice_keepTheNull() throws Exception {
        var params = new LinkedHashMap<String, @Nullable Object>();
        params.put("penalty", null);

        assertThat(Json.mapper().writeValueAsString(new SuggestRequest(null, null, null, params)))
                .isEqualTo("{\"fixed_params\":{\"penalty\":null}}");
    }
}
