package turtlelab.node.http.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictBase64Test {
    @Test
    void paddedTextIsDecoded() throws BadJson {
        assertThat(StrictBase64.decode("Zm9v").toStringUtf8()).isEqualTo("foo");
        assertThat(StrictBase64.decode("Zm8=").toStringUtf8()).isEqualTo("fo");
        assertThat(StrictBase64.decode("Zg==").toStringUtf8()).isEqualTo("f");
        assertThat(StrictBase64.decode("Zm\r\n9v").toStringUtf8()).isEqualTo("foo");
        assertThat(StrictBase64.decode("").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Zm9, 0",
        "Zm9vZg, 4",
        "Z-9v, 1",
        "Zm9_, 3",
        "Zm 9v, 2",
        "YQ==YQ==, 4",
        "YQ=, 3",
        "Y===, 1"
    })
    void anythingElseIsRefusedWithItsPosition(String text, int position) {
        assertThatThrownBy(() -> StrictBase64.decode(text))
                .isInstanceOf(BadJson.class)
                .hasMessage("illegal base64 data at input byte " + position);
    }
}
