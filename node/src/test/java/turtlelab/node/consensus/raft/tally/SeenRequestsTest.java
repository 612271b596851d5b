package turtlelab.node.consensus.raft.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;

final class SeenRequestsTest {
    private static final MemberId A = new MemberId(1);
    private static final MemberId B = new MemberId(2);
    private static final long OTHER_RUN = 7L << 40;

    private final SeenRequests seen = new SeenRequests();

    @Test
    void onlyTheFirstCopyIsNew() {
        assertThat(seen.first(A, 5)).isTrue();
        assertThat(seen.first(A, 5)).isFalse();
        assertThat(seen.first(B, 5)).isTrue();
        assertThat(seen.first(A, OTHER_RUN + 5)).isTrue();
    }

    @Test
    void theOrderDoesNotMatterWithinTheWindow() {
        assertThat(seen.first(A, 5000)).isTrue();
        assertThat(seen.first(A, 4000)).isTrue();
        assertThat(seen.first(A, 4000)).isFalse();
        assertThat(seen.first(A, 5001)).isTrue();
        assertThat(seen.first(A, 5000)).isFalse();
    }

    @Test
    void whatIsOlderThanTheWindowCountsAsSeen() {
        assertThat(seen.first(A, 100_000)).isTrue();
        assertThat(seen.first(A, 1)).isFalse();
    }

    @Test
    void aJumpForgetsOldMarks() {
        assertThat(seen.first(A, 1)).isTrue();
        assertThat(seen.first(A, 1 + 4096)).isTrue();
        assertThat(seen.first(A, 2 + 4096 * 5)).isTrue();
        assertThat(seen.first(A, 1 + 4096 * 5)).isTrue();
    }
}
