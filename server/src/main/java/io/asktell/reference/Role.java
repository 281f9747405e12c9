package io.asktell.reference;

import io.asktell.reference.text.Stemmer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What kind of thing a parameter means, and the prepositions that introduce such a thing in a request. */
@SuppressWarnings("ImmutableEnumChecker") // filled in the constructor, then only read
enum Role {
    ORIGIN("start origin source from base departure begin initial", "from 2.6 between 1.6 in 0.5"),
    DESTINATION("end destination target to final arrival", "to 2.6 into 2.2 and 0.6 for 0.8"),
    PLACE(
            "location city country place state region area address town venue court neighborhood",
            "in 2.4 near 2.4 at 1.6 around 1.6 within 1.2 across 1.2 for 0.9 to 0.7 from 0.7 of 0.6"),
    PERSON(
            "person player artist author actor athlete composer singer director patient leader team company",
            "by 2.2 for 0.9 of 0.9 with 1.0 named 2.0 between 0.8"),
    DATE("date day when month", "on 2.4 in 1.2 for 1.0 from 0.6 at 0.5 of 0.4"),
    TIME("time hour clock", "at 2.4 by 1.0 until 1.2 from 0.6"),
    FORMULA("function equation expression formula polynomial", "of 1.0 function 1.5 equation 1.5"),
    WRITING(
            "text message title content body name song query sentence phrase keyword",
            "with 0.5 titled 2.0 called 2.0 named 2.0 saying 2.0"),
    CODE(
            "id identifier code path file email url number serial docket symbol ticker",
            "id 1.5 numbered 1.5 in 0.3 from 0.3"),
    OTHER("", "of 0.8 for 0.6 about 1.2 on 0.8 in 0.3 as 0.8 with 0.4");

    private final Set<String> stems = new HashSet<>();
    private final Map<String, Double> prepositions = new HashMap<>();

    Role(String names, String prepositions) {
        for (var name : names.split(" ")) {
            stems.add(Stemmer.stem(name));
        }
        var pairs = prepositions.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            this.prepositions.put(pairs[i], Double.valueOf(pairs[i + 1]));
        }
    }

    /** The first role whose words the parameter's name holds. */
    static Role of(Cues cues) {
        for (var role : values()) {
            if (cues.named(role.stems)) {
                return role;
            }
        }
        return OTHER;
    }

    /** How much a word before a value, in lower case, speaks for this role. */
    double introducedBy(String word) {
        return prepositions.getOrDefault(word, 0.0);
    }
}
