package turtlelab.labctl.ctl.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoFlagsTest {

    private static final GoFlags FLAGS =
            new GoFlags(
                    List.of(
                            FlagSpec.text("output", "").or('o'),
                            FlagSpec.onOff("sort", ""),
                            FlagSpec.number("ttl", "")));

    private static Flags parse(String... words) {
        return FLAGS.parse(List.of(words));
    }

    @Test
    void oneDashOrTwoAreTheSame() {
        assertThat(parse("-ttl", "5", "--sort").number("ttl", 0)).isEqualTo(5);
        assertThat(parse("--ttl=-5").number("ttl", 0)).isEqualTo(-5);
        assertThat(parse("-o", "json").text("output")).contains("json");
    }

    @Test
    void flagsMayStandAnywhereUntilTwoDashes() {
        assertThat(parse("set", "--sort", "k", "--", "-v").words())
                .containsExactly("set", "k", "-v");
    }

    @Test
    void whatDoesNotFitIsToldInGosWords() {
        assertThatThrownBy(() -> parse("--bogus"))
                .hasMessage("flag provided but not defined: -bogus");
        assertThatThrownBy(() -> parse("--ttl", "x"))
                .hasMessage("invalid value \"x\" for flag -ttl: parse error");
        assertThatThrownBy(() -> parse("--ttl")).hasMessage("flag needs an argument: -ttl");
    }

    @Test
    void flagsBehindACommandAreItsOwn() {
        var known = new GoFlags(List.of(FlagSpec.onOff("recursive", "").or('r')));
        var flags = known.parse(List.of("exec-watch", "k", "-r", "ls", "-r", "-l"), 2);
        assertThat(flags.isOn("recursive")).isTrue();
        assertThat(flags.words()).containsExactly("exec-watch", "k", "ls", "-r", "-l");
    }

    @Test
    void textsOfAFlagThatIsGivenAgainAreAdded() {
        var known = new GoFlags(List.of(FlagSpec.texts("roles", "")));
        assertThat(known.parse(List.of("--roles", "a,b", "--roles=c")).text("roles"))
                .contains("a,b,c");
    }
}
