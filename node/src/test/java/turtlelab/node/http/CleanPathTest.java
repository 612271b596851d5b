package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/b/, /a/b/",
        "//a, /a",
        "/a//b, /a/b",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a",
        "/../../a, /a",
        "/.., /",
        "/a/.//../, /",
        "/..a/b..c, /..a/b..c"
    })
    void aPathIsShortened(String path, String clean) {
        assertThat(CleanPath.of(path)).isEqualTo(clean);
    }

    @Test
    void onlyWhatGoEscapesIsEscaped() {
        assertThat(CleanPath.escape("/a b/ü?%$&+,:;=@-_.~"))
                .isEqualTo("/a%20b/%C3%BC%3F%25$&+,:;=@-_.~");
    }
}
