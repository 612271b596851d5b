package turtlelab.join.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryUrlTest {

    @ParameterizedTest
    @CsvSource({
        "'',discovery-url must be set",
        "ftp://h/t,discovery url must use http or https scheme",
        "h/t,discovery url must use http or https scheme",
        "http://h,invalid discovery url \"http://h\"",
        "http://h/,invalid discovery url \"http://h/\"",
        "http:// h/t,invalid discovery url \"http:// h/t\""
    })
    void whatIsNoneIsRefused(String text, String reason) {
        assertThatThrownBy(() -> DiscoveryUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void slashesAtTheEndDoNotCount() {
        assertThat(DiscoveryUrl.parse("http://h:1/t//").text()).isEqualTo("http://h:1/t");
    }
}
