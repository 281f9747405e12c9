package io.asktell.server.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.http.TuneRig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a client would send where the document only says that there is something. JSON is written with ' for ". */
final class Examples {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> SPACE = List.of(
            "{'type':'float','name':'x','low':0,'high':1}",
            "{'type':'float','name':'x','low':-5,'high':5,'step':0.1}",
            "{'type':'float','name':'x','low':1e-6,'high':1,'log':true}",
            "{'type':'uniform','name':'x','min':0,'max':1}",
            "{'type':'loguniform','name':'lr','min':1e-5,'max':1e-1}",
            "{'type':'int','name':'n','low':1,'high':64,'log':true}",
            "{'type':'int','name':'n','low':0,'high':10,'step':3}",
            "{'type':'randint','name':'n','min':0,'max':7}",
            "{'type':'categorical','name':'c','choices':['a','b',1,2.5,true,null]}",
            "{'type':'categorical','name':'c','choices':[1,2,4],'ordered':true}",
            "{'type':'choice','name':'c','values':['a','b']}",
            "{'type':'float','name':'m','low':0,'high':1,'when':{'param':'c','in':['a']}}",
            "{'type':'float','name':'wide','low':-1e300,'high':1e300}",
            "{'type':'int','name':'huge','low':-9007199254740993,'high':9007199254740993}",
            "{'type':'float','name':'one','low':2,'high':2}");

    private static final List<String> TUNE_SPACE = List.of(
            "{'temperature':{'min':0,'max':1,'step':0.5},'tool_choice':['auto','required']}",
            "{'temperature':{'min':0,'max':2}}",
            "{'top_p':[0.5,0.9],'no_such':[1,2]}",
            "[{'type':'float','name':'temperature','low':0,'high':1},{'type':'int','name':'top_k','low':1,'high':40}]");

    /** By name of a member: what it may be, as JSON. */
    private static final Map<String, List<String>> MEMBERS = Map.ofEntries(
            Map.entry(
                    "sampler",
                    List.of("'auto'", "'tpe'", "'gp'", "'cmaes'", "'nsgaii'", "'qmc'", "'random'", "'grid'")),
            Map.entry(
                    "pruner",
                    List.of(
                            "'hyperband'",
                            "'median'",
                            "'percentile'",
                            "'successive_halving'",
                            "'patient'",
                            "'wilcoxon'",
                            "'none'")),
            Map.entry(
                    "sampler_options",
                    List.of("{}", "{'seed':7}", "{'n_startup_trials':2}", "{'n_startup_trials':2,'seed':1}")),
            Map.entry("pruner_options", List.of("{}", "{'n_startup_trials':1}", "{'n_warmup_steps':1}")),
            Map.entry("status", List.of("'active'", "'paused'", "'stopped'")),
            Map.entry("lease_seconds", List.of("1", "60", "0.5")),
            Map.entry("max_trials", List.of("5", "100")),
            Map.entry("metric_names", List.of("['a']", "['a','b']")),
            Map.entry("fixed_params", List.of("{}", "{'x':0.5}", "{'c':'a'}", "{'n':3}")),
            Map.entry(
                    "params",
                    List.of("{'x':0.5}", "{'x':0.5,'n':3,'c':'a'}", "{}", "{'temperature':0.5}", "{'top_p':0.9}")),
            Map.entry(
                    "generation_params",
                    List.of("{}", "{'temperature':0.2}", "{'max_tokens':64}", "{'temperature':9}")),
            Map.entry("values", List.of("0.5", "1", "[0.5]", "[0.5,2]", "'inf'", "-1e300")),
            Map.entry("intermediate_values", List.of("{}", "{'0':0.1,'1':0.2}", "{'3':'-inf'}")),
            Map.entry("constraints", List.of("[0]", "[-1,1]")),
            Map.entry("wire_name", List.of("'lexical-1'")),
            Map.entry("protocol", List.of("'openai'", "'ollama'", "'anthropic'", "'gemini'", "'vllm'")),
            Map.entry("dialect", List.of("'llama.cpp'", "'mistral'")),
            Map.entry("max_concurrency", List.of("1", "4")),
            Map.entry("requests_per_minute", List.of("600", "60000")),
            Map.entry("wait_seconds", List.of("0", "0", "0.2")),
            Map.entry("kinds", List.of("['tool_eval']")),
            Map.entry("optimization_mode", List.of("'grid'", "'random'", "'bayesian'")),
            Map.entry("n_trials", List.of("5", "6")),
            Map.entry("num_samples", List.of("2", "5")),
            Map.entry("timeout_seconds", List.of("0", "1", "5")),
            Map.entry("repeats", List.of("1", "2")),
            Map.entry(
                    "objective",
                    List.of("'score'", "'pass_rate'", "['score','latency_ms']", "['pass_rate','total_tokens','cost']")),
            Map.entry("metric", List.of("'score'", "'pass_rate'")),
            Map.entry("metric_name", List.of("'score'")),
            Map.entry("metric_mode", List.of("'max'", "'min'")),
            Map.entry("mode", List.of("'local'", "'remote'")),
            Map.entry(
                    "scopes",
                    List.of(
                            "['tuner:read']",
                            "['tuner:write','tool-eval:write','worker']",
                            "['tool-eval:read']",
                            "['worker']",
                            "['admin']")),
            Map.entry("rate_limit_rpm", List.of("60", "100000")),
            Map.entry("outcome", List.of("'correct'", "'wrong_tool'", "'refused'")),
            Map.entry("score", List.of("0", "1", "0.5")),
            Map.entry("calls", List.of("[]", "[{'name':'get_weather','arguments':{'city':'Oslo'}}]")),
            Map.entry("case_id", List.of("'call'", "'none'", "'other'")),
            Map.entry(
                    "tools",
                    List.of(
                            "[{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':{}}}}]")),
            Map.entry("messages", List.of("[{'role':'user','content':'Good morning.'}]")),
            Map.entry("generation_schema", List.of("{'temperature':{'type':'float','min':0,'max':1,'default':0.5}}")),
            Map.entry("prices", List.of("{'input':1.5,'output':2}", "{}")));

    private static final List<String> REPORTS = List.of(
            "{'step':0,'value':0.5}",
            "{'step':3,'value':'nan'}",
            "{'values':{'0':0.5,'1':'-inf'}}",
            "{'step':1,'value':1,'case_results':[{'case_id':'call','outcome':'correct','score':1}]}",
            "{'step':2,'value':0,'case_results':[{'case_id':'call','outcome':'refused'},{'case_id':'call','repeat':1,'outcome':'correct'}]}");

    private static final List<String> SUITES = List.of(
            TuneRig.SMALL_SUITE,
            "{'name':'one','matching':'bfcl','tools':[{'type':'function','function':{'name':'f','description':'Does it.',"
                    + "'parameters':{'type':'object','properties':{'n':{'type':'integer'}},'required':['n']}}}],"
                    + "'cases':[{'id':'a','prompt':'Do it 5 times.','expected_calls':[{'name':'f','arguments':{'n':[5,'5']}}],"
                    + "'category':'k','weight':2}]}");

    private static final String BERKELEY =
            "{'name':'b','questions':'{\\'id\\':\\'q0\\',\\'question\\':[[{\\'role\\':\\'user\\',"
                    + "\\'content\\':\\'Hi\\'}]],\\'function\\':[{\\'name\\':\\'f\\',\\'description\\':\\'d\\',\\'parameters\\':{\\'type\\':"
                    + "\\'dict\\',\\'properties\\':{}}}]}','answers':'{\\'id\\':\\'q0\\',\\'ground_truth\\':[{\\'f\\':{}}]}'}";

    private final Pools pools;
    private final List<String> addresses;

    /** @param addresses where providers may be: of this machine, as whatever they name is called */
    Examples(Pools pools, List<String> addresses) {
        this.pools = pools;
        this.addresses = addresses;
    }

    Optional<JsonNode> body(Operation operation, SplittableRandom random) {
        var path = operation.path();
        if (operation.method().equals("POST") && path.endsWith("/report")) {
            return Optional.of(tree(any(REPORTS, random))); // step and value, or values: both are refused
        }
        if (path.equals("/api/tool-eval/compare") && random.nextBoolean()) {
            return Optional.of(comparison(random));
        }
        if (operation.method().equals("GET") || !path.startsWith("/api/tool-eval/suites") || path.endsWith("/score")) {
            return Optional.empty();
        }
        return Optional.of(tree(path.endsWith("/import") && random.nextBoolean() ? BERKELEY : any(SUITES, random)));
    }

    private JsonNode comparison(SplittableRandom random) {
        var comparison = (ObjectNode) tree("{'a':{'params':{'temperature':0.2}},'b':{'params':{}},'repeats':1}");
        return comparison.put("suite_id", known("suite", random)).put("model", known("model", random));
    }

    /** A value for a member of this name; empty when its schema says enough. */
    Optional<JsonNode> member(String name, SplittableRandom random) {
        return switch (name) {
            case "base_url" -> Optional.of(JSON.textNode(any(addresses, random)));
            case "name" -> Optional.of(JSON.textNode("f" + random.nextInt(50)));
            case "search_space" -> Optional.of(space(random));
            case "models" -> Optional.of(JSON.arrayNode().add(known("model", random)));
            case "model", "base_model_id" -> Optional.of(JSON.textNode(known("model", random)));
            case "provider" -> Optional.of(JSON.textNode("of-small"));
            case "suite_id", "dataset_key" -> Optional.of(JSON.textNode(known("suite", random)));
            case "combo_id" -> Optional.of(JSON.textNode(known("combo", random)));
            case "profile_id" -> Optional.of(JSON.textNode(known("profile", random)));
            case "lease_token" -> Optional.of(JSON.textNode(known("lease", random)));
            case "api_key", "api_key_env" -> Optional.of(JSON.textNode("FUZZ_" + random.nextInt(3)));
            default -> Optional.ofNullable(MEMBERS.get(name)).map(values -> tree(any(values, random)));
        };
    }

    private JsonNode space(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return tree(any(TUNE_SPACE, random));
        }
        var space = JSON.arrayNode();
        ObjectNode names = JSON.objectNode();
        for (var i = 1 + random.nextInt(4); i > 0; i--) {
            var parameter = tree(any(SPACE, random));
            if (!names.has(parameter.get("name").asText())) {
                space.add(parameter);
                names.put(parameter.get("name").asText(), true);
            }
        }
        return space;
    }

    private String known(String kind, SplittableRandom random) {
        return pools.any(kind, random).orElse("none");
    }

    private static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static JsonNode tree(String json) {
        try {
            return Json.mapper().readTree(json.replace("\\'", "\\\"").replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
