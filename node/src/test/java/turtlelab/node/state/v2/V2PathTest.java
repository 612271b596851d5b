package turtlelab.node.state.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2PathTest {
    @ParameterizedTest
    @CsvSource({
        "'',/",
        "/,/",
        "a,/a",
        "/a/,/a",
        "//a//b//,/a/b",
        "/a/./b,/a/b",
        "/a/../b,/b",
        "/../..,/",
        "/a/b/../..,/",
        "/...,/...",
        "'/ a','/ a'",
    })
    void cleaningFollowsGo(String path, String clean) {
        assertThat(V2Path.clean(path)).isEqualTo(clean);
    }
}
