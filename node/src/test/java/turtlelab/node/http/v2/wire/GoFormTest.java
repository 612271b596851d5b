package turtlelab.node.http.v2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoFormTest {
    @Test
    void theFirstValueOfANameCountsAndEmptyPairsDoNot() throws IOException {
        var form = form("a=1&&b&a=2&");
        assertThat(form.failure()).isEmpty();
        assertThat(form.all()).isEqualTo(Map.of("a", "1", "b", ""));
    }

    @Test
    void millionsOfNamesAreRefusedBeforeTheyCostMemory() throws IOException {
        var names = IntStream.range(0, 1001).mapToObj(i -> "a" + i);
        var form = form(names.collect(Collectors.joining("&")));
        assertThat(form.failure()).contains("more than 1000 parameters");
        assertThat(form.all()).hasSizeLessThanOrEqualTo(1001);
    }

    private static GoForm form(String query) throws IOException {
        return GoForm.read(new GoForm.Source(false, null, InputStream.nullInputStream(), query));
    }
}
