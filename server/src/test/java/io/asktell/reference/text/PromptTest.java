package io.asktell.reference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Add 12 litres | 12",
                "It is -3.5 degrees | -3.5",
                "a loan of $1,250,000 | 1250000",
                "twenty-five guests | 25",
                "two hundred seats | 200",
                "3 million people | 3000000",
                "the 14th floor | 14",
                "weighs 70kg | 70",
                "range 5-9 | 5"
            })
    void numbers_areRead_inDigitsAndWords(String text, double value) {
        assertThat(Prompt.of(text).numbers().get(0).value()).isEqualTo(value);
    }

    @Test
    void numbers_knowPercentMoneyAndYears() {
        var numbers = Prompt.of("Save $300 at 4.5% since 1998").numbers();

        assertThat(numbers).extracting(NumberMention::money).containsExactly(true, false, false);
        assertThat(numbers).extracting(NumberMention::percent).containsExactly(false, true, false);
        assertThat(numbers).extracting(NumberMention::year).containsExactly(false, false, true);
    }

    @Test
    void numbers_inBrackets_areNotThousands() {
        assertThat(Prompt.of("sort [100,200,300]").numbers())
                .extracting(NumberMention::value)
                .containsExactly(100.0, 200.0, 300.0);
    }

    @Test
    void numbers_tooLargeToBeMeant_areLeftOut() {
        assertThat(Prompt.of("9".repeat(400)).numbers()).isEmpty();
    }

    @Test
    void names_mayHaveConnectorsAndARegion() {
        assertThat(texts("Is the Museum of Modern Art open when I visit Portland, Oregon?", Span.Kind.NAME))
                .contains("Museum of Modern Art", "Portland", "Portland, Oregon")
                .doesNotContain("Is", "I");
    }

    @Test
    void quotesCodesAndFormulas_areSpans() {
        assertThat(texts("Play 'Blue in Green' now", Span.Kind.QUOTED)).containsExactly("Blue in Green");
        assertThat(texts("Track parcel ZX-4471 for anna@example.org", Span.Kind.CODE))
                .containsExactly("ZX-4471", "anna@example.org");
        assertThat(texts("Differentiate 4x^3 - 2x + 7 for me", Span.Kind.EXPRESSION))
                .containsExactly("4x^3 - 2x + 7");
    }

    @ParameterizedTest
    @CsvSource({
        "'on 2024-03-09 at noon',2024-03-09",
        "'due March 9th, 2024',2024-03-09",
        "'9 March 2024',2024-03-09",
        "'03/09/2024',2024-03-09"
    })
    void dates_areRead_howeverWritten(String text, LocalDate date) {
        assertThat(Prompt.of(text).dates().get(0).date()).isEqualTo(date);
    }

    @Test
    void dates_thatCannotBe_haveNoDay() {
        assertThat(Prompt.of("2024-13-45").dates().get(0).date()).isNull();
    }

    @Test
    void lists_areJoinedByCommasAndAnd() {
        var prompt = Prompt.of("Buy apples, green tea and rice for 3, 4 or 5 people");

        assertThat(prompt.spanLists().get(0)).extracting(Span::text).containsExactly("apples", "green tea", "rice");
        assertThat(prompt.numberLists().get(0)).extracting(NumberMention::value).containsExactly(3.0, 4.0, 5.0);
    }

    @Test
    void lists_areNotMadeOfATownAndItsState() {
        assertThat(Prompt.of("Fly to Austin, Texas").spanLists()).isEmpty();
    }

    @Test
    void identifiers_areCutAtHumpsAndUnderscores() {
        assertThat(Words.ofIdentifier("getHTTPStatus_code.v2"))
                .containsExactly("get", "http", "status", "code", "v", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "calculates,calculation",
        "calculator,calculate",
        "cities,city",
        "running,runs",
        "booked,booking",
        "prices,price"
    })
    void stems_ofRelatedWords_areEqual(String one, String other) {
        assertThat(Stemmer.stem(one)).isEqualTo(Stemmer.stem(other));
    }

    @ParameterizedTest
    @CsvSource({"gas,gate", "bus,bush", "distance,district", "weight,height"})
    void stems_ofStrangers_differ(String one, String other) {
        assertThat(Stemmer.stem(one)).isNotEqualTo(Stemmer.stem(other));
    }

    private static List<String> texts(String text, Span.Kind kind) {
        return Prompt.of(text).spans().stream()
                .filter(span -> span.kind() == kind)
                .map(Span::text)
                .toList();
    }
}
