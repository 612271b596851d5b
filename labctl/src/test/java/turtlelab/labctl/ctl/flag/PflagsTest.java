package turtlelab.labctl.ctl.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PflagsTest {

    private static final Pflags PFLAGS =
            new Pflags(
                    List.of(
                            FlagSpec.text("write-out", "").or('w'),
                            FlagSpec.onOff("interactive", "").or('i'),
                            FlagSpec.number("limit", "")));

    private static Flags parse(String... words) {
        return PFLAGS.parse(List.of(words));
    }

    @Test
    void everyFormOfAFlagIsRead() {
        assertThat(parse("-wjson").text("write-out")).contains("json");
        assertThat(parse("-w=json").text("write-out")).contains("json");
        assertThat(parse("-iw", "json").text("write-out")).contains("json");
        assertThat(parse("--write-out", "json").text("write-out")).contains("json");
        assertThat(parse("--limit=3").number("limit", 0)).isEqualTo(3);
    }

    @Test
    void flagsMayStandAnywhereUntilTwoDashes() {
        var flags = parse("get", "-i", "a", "--", "-w");
        assertThat(flags.isOn("interactive")).isTrue();
        assertThat(flags.words()).containsExactly("get", "a", "-w");
    }

    @Test
    void aSwitchCanBeTurnedOff() {
        assertThat(parse("--interactive=false").isOn("interactive", true)).isFalse();
    }

    @Test
    void whatDoesNotFitIsToldInGosWords() {
        assertThatThrownBy(() -> parse("--bogus")).hasMessage("unknown flag: --bogus");
        assertThatThrownBy(() -> parse("-z")).hasMessage("unknown shorthand flag: 'z' in -z");
        assertThatThrownBy(() -> parse("--write-out"))
                .hasMessage("flag needs an argument: --write-out");
        assertThatThrownBy(() -> parse("--limit", "x"))
                .hasMessage(
                        "invalid argument \"x\" for \"--limit\" flag:"
                                + " strconv.ParseInt: parsing \"x\": invalid syntax");
    }
}
