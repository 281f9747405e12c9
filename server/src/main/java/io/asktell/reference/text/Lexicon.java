package io.asktell.reference.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The few English words this model knows: function words, request verbs, numerals, units, and groups of related words. */
public final class Lexicon {
    private static final Set<String> FUNCTION = set(
            "a an the this that these those of in on at to from by for with without within into onto over under above below between "
                    + "among through during until till before after about around near and or but nor so if then than as is are was "
                    + "were be been being am do does did done have has had having will would shall should can could may might must i "
                    + "me my mine we us our you your he him his she her it its they them their who whom whose what which when where "
                    + "why how there here not no yes please also just only more most less least very much many some any all each "
                    + "every both either neither such same other another own per via let's i'm i'd i've what's who's how's where's "
                    + "it's that's upto up down out off again once while because since given using used use based assuming like "
                    + "want need needs wants looking");
    private static final Set<String> REQUEST = set(
            "find get give show tell calculate compute determine retrieve search check fetch look list provide generate create make "
                    + "predict estimate convert analyze analyse book order play send set add help know identify locate return "
                    + "obtain display buy purchase reserve cancel turn remind translate email write sort remove delete change recommend suggest evaluate solve update describe explain simulate compare track plan "
                    + "schedule format perform run");
    private static final Set<String> GENERIC = set(
            "calculat comput determin retriev find get search fetch provid return giv show list generat creat specifi given us valu "
                    + "number nam typ data inform detail result function tool default optional parameter option requir specific "
                    + "particular certain various different includ want need desir string integer float list format e.g. i.e. eg etc "
                    + "user name type check bas on set input output whether tru fals descript");
    private static final Map<String, Double> NUMERALS = new HashMap<>();
    private static final Map<String, String> UNITS = new HashMap<>();
    private static final Map<String, Set<String>> RELATED = new HashMap<>();

    static {
        var ones = List.of(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen");
        for (int i = 0; i < ones.size(); i++) {
            NUMERALS.put(ones.get(i), (double) i);
        }
        var tens = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
        for (int i = 0; i < tens.size(); i++) {
            NUMERALS.put(tens.get(i), 10.0 * (i + 2));
        }
        Map.of("twice", 2, "couple", 2, "dozen", 12, "first", 1, "second", 2, "third", 3)
                .forEach((word, value) -> NUMERALS.put(word, value.doubleValue()));
        var units =
                "kg kilogram|g gram|mg milligram|lb pound|lbs pound|km kilometer|m meter|cm centimeter|mm millimeter|ft foot|"
                        + "feet foot|mi mile|s second|sec second|secs second|ms millisecond|min minute|mins minute|h hour|hr hour|hrs hour|"
                        + "l liter|ml milliliter|k kelvin|c celsius|f fahrenheit|hz hertz|v volt|w watt|kw kilowatt|n newton|j joule|"
                        + "pa pascal|atm atmosphere|mol mole|mols mole|kmh speed|mph speed|bpm tempo|usd dollar|eur euro|gbp pound|"
                        + "yr year|yrs year|metre meter|metres meter|litre liter|sqft area|sq square|inches inch|bps rate";
        for (var unit : units.split("\\|")) {
            var pair = unit.split(" ");
            UNITS.put(pair[0], Stemmer.stem(pair[1]));
        }
        var groups =
                "price cost amount budget fee dollar money payment principal deposit investment loan salary income sum usd|"
                        + "duration time period length term year month day hour minute second week span|"
                        + "location city place country state region area address town destination venue|"
                        + "percent percentage rate|distance length far meter kilometer mile|mass weight kilogram gram pound|"
                        + "speed velocity fast|temperature degree celsius fahrenheit kelvin|count number quantity many|person people guest|"
                        + "film movie|song music track|team club|start initial begin origin source from first|"
                        + "end final stop destination target last|date day|maximum max under limit most upper|minimum min least above lower|"
                        + "function equation expression formula polynomial|diet dietary vegan vegetarian|cuisine food dish meal|"
                        + "rating star rate|author writer written|genre kind category|level degree|trial toss flip experiment roll|"
                        + "success successful win|unit measure measurement|population people|limit top max";
        for (var group : groups.split("\\|")) {
            var stems = new HashSet<String>();
            for (var word : group.split(" ")) {
                stems.add(Stemmer.stem(word));
            }
            stems.forEach(stem ->
                    RELATED.computeIfAbsent(stem, any -> new HashSet<>()).addAll(stems));
        }
    }

    private Lexicon() {}

    /** Whether a word, in lower case, only holds the sentence together. */
    public static boolean function(String word) {
        return FUNCTION.contains(word);
    }

    /** Whether a word, in lower case, is what a request begins with: find, calculate, book. */
    public static boolean request(String word) {
        return REQUEST.contains(word);
    }

    /** Whether a stem says little about a particular tool. */
    public static boolean generic(String stem) {
        return GENERIC.contains(stem);
    }

    /** The stems of the words that mean nearly the same as {@code stem}, itself among them where there are any. */
    public static Set<String> related(String stem) {
        return RELATED.getOrDefault(stem, Set.of());
    }

    /** The stem of the unit an abbreviation stands for, or the stem of the word itself. */
    static String unit(String lower, String stem) {
        return UNITS.getOrDefault(lower, stem);
    }

    static Map<String, Double> numerals() {
        return NUMERALS;
    }

    private static Set<String> set(String words) {
        return new HashSet<>(List.of(words.split(" ")));
    }
}
