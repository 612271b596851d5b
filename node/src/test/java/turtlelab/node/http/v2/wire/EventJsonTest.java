package turtlelab.node.http.v2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Result.Error;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Result.Node;

class EventJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");

    @Test
    void fieldsComeInEtcdsOrder() {
        var file = new Node("/a/b", "1", false, NOW.toEpochMilli() + 5_000, null, 7, 6);
        var directory = new Node("/a", null, true, 0, List.of(file), 5, 5);
        assertThat(EventJson.of(event(directory, null), NOW))
                .isEqualTo(
                        "{\"action\":\"get\",\"node\":{\"key\":\"/a\",\"dir\":true,\"nodes\":["
                                + "{\"key\":\"/a/b\",\"value\":\"1\","
                                + "\"expiration\":\"2026-11-20T17:00:05Z\",\"ttl\":5,"
                                + "\"modifiedIndex\":7,\"createdIndex\":6}],"
                                + "\"modifiedIndex\":5,\"createdIndex\":5}}\n");
    }

    @Test
    void theRootAndEmptyThingsLeaveOutWhatTheyDoNotHave() {
        assertThat(EventJson.of(event(new Node("", null, true, 0, List.of(), 0, 0), null), NOW))
                .isEqualTo("{\"action\":\"get\",\"node\":{\"dir\":true}}\n");
        assertThat(EventJson.of(event(new Node("/a", "", false, 0, null, 1, 1), null), NOW))
                .contains("\"value\":\"\"");
    }

    @Test
    void theNodeBeforeComesAfterTheNode() {
        var node = new Node("/a", "", false, 0, null, 1, 1);
        assertThat(EventJson.of(event(node, node), NOW)).contains("},\"prevNode\":{\"key\":\"/a\"");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "-1999, -1", "-2000, -2"})
    void whatIsLeftOfATtlIsRoundedUp(long leftMillis, long ttl) {
        assertThat(expiringIn(leftMillis)).contains("\"ttl\":" + ttl + ",");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-999"})
    void aTtlOfZeroIsLeftOut(long leftMillis) {
        assertThat(expiringIn(leftMillis)).contains("expiration").doesNotContain("ttl");
    }

    @ParameterizedTest
    @CsvSource({"0, 00Z", "100, 00.1Z", "120, 00.12Z", "123, 00.123Z"})
    void zerosAtTheEndOfAFractionAreCut(long leftMillis, String seconds) {
        assertThat(expiringIn(leftMillis)).contains("\"2026-11-20T17:00:" + seconds + "\"");
    }

    @Test
    void errorsLeaveOutAnEmptyCause() {
        assertThat(EventJson.of(new Error(V2Code.NOT_A_FILE, "", 6)))
                .isEqualTo("{\"errorCode\":102,\"message\":\"Not a file\",\"index\":6}\n");
    }

    private static String expiringIn(long millis) {
        var expires = NOW.toEpochMilli() + millis;
        return EventJson.of(event(new Node("/a", "", false, expires, null, 1, 1), null), NOW);
    }

    private static Event event(Node node, @Nullable Node previous) {
        return new Event(V2Action.GET, node, previous, false, 9);
    }
}
