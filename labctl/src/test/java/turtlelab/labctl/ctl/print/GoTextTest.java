package turtlelab.labctl.ctl.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoTextTest {

    @Test
    void bytesThatAreNoTextAreEscapedOneByOne() {
        assertThat(GoText.quoted(new byte[] {1, -1, 'x'})).isEqualTo("\"\\x01\\xffx\"");
        assertThat(GoText.quoted("ü\"\\\n")).isEqualTo("\"ü\\\"\\\\\\n\"");
        assertThat(GoText.quoted(new byte[] {(byte) 0xc3})).isEqualTo("\"\\xc3\"");
    }

    @Test
    void quotingAndUnquotingAreEachOthersInverse() {
        for (var text :
                new String[] {"", "a b", "q\"q", "back\\slash", "line\nline\t", "\u0001ü"}) {
            var quoted = GoText.quoted(text);
            assertThat(GoText.unquoted(quoted.substring(1, quoted.length() - 1))).isEqualTo(text);
        }
    }

    @Test
    void jsonEscapesWhatHtmlMightRead() {
        assertThat(GoText.json("<&>\u2028")).isEqualTo("\"\\u003c\\u0026\\u003e\\u2028\"");
    }

    @Test
    void sizesAreRoundedAsInGo() {
        assertThat(ByteSize.text(20_480)).isEqualTo("20 kB");
        assertThat(ByteSize.text(1_234_567)).isEqualTo("1.2 MB");
        assertThat(ByteSize.text(9)).isEqualTo("9 B");
        assertThat(ByteSize.text(999)).isEqualTo("999 B");
    }
}
