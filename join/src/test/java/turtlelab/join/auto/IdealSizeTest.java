package turtlelab.join.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G11, G18, G19: who says how many, and what is no number of members. */
class IdealSizeTest {
    private static Stored key(String key, String value, long revision) {
        return new Stored(key, value, revision, revision);
    }

    @Test
    void withoutAKeyItIsFive() {
        assertThat(IdealSize.among(List.of()).wanted()).isEqualTo(5);
    }

    @Test
    void bothOfMgmtsKeysCountAndTheNewestWins() {
        var old = key(AutoKeys.SIZE_2016, "3", 7);
        var later = key(AutoKeys.SIZE_2018, "7", 8);
        assertThat(IdealSize.among(List.of(old)).wanted()).isEqualTo(3);
        assertThat(IdealSize.among(List.of(later, old)).wanted()).isEqualTo(7);
        assertThat(IdealSize.among(List.of(old, later)).key()).isEqualTo(AutoKeys.SIZE_2018);
    }

    /** The original cut 65539 off to 3, and 65536 to 0, which shut the cluster down. */
    @ParameterizedTest
    @CsvSource({
        "many,is no number of members",
        "3.5,is no number of members",
        "'',is no number of members",
        "0,0 members would end the cluster",
        "-3,-3 members are not possible",
        "65536,65536 members are not possible",
        "65539,65539 members are not possible",
        "99999999999999999999,is no number of members"
    })
    void nonsenseIsComplainedAboutAndChangesNothing(String nonsense, String complaint) {
        var held = key(AutoKeys.SIZE, "3", 7);
        var size = IdealSize.among(List.of(held, key(AutoKeys.SIZE_2016, nonsense, 9)));
        assertThat(size.wanted()).isEqualTo(3);
        assertThat(size.complaint().orElseThrow())
                .startsWith(AutoKeys.SIZE_2016)
                .contains(complaint)
                .contains("use 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5", " 3\n", "+7", "65535"})
    void aNumberOfMembersIsTaken(String text) {
        assertThat(IdealSize.refusal(text)).isEmpty();
    }

    @Test
    void evenSizesAreAllowedWithAHintAndTwoIsWarnedOf() {
        assertThat(IdealSize.hint(4)).contains("4 members survive no more failures than 3");
        assertThat(IdealSize.hint(2).orElseThrow()).contains("worse than 1");
        assertThat(IdealSize.hint(3)).isEmpty();
    }
}
