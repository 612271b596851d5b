package turtlelab.node.consensus.raft.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.consensus.raft.tally.Quorum.Vote;

final class QuorumTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "6,4", "7,4"})
    void aMajorityIsMoreThanHalf(int voters, int size) {
        assertThat(Quorum.size(voters)).isEqualTo(size);
    }

    @Test
    void committedIsWhatAMajorityHas() {
        assertThat(Quorum.committed(new long[] {5})).isEqualTo(5);
        assertThat(Quorum.committed(new long[] {5, 3})).isEqualTo(3);
        assertThat(Quorum.committed(new long[] {9, 5, 3})).isEqualTo(5);
        assertThat(Quorum.committed(new long[] {1, 9, 5, 3})).isEqualTo(3);
        assertThat(Quorum.committed(new long[] {9, 9, 0, 0, 4})).isEqualTo(4);
    }

    @Test
    void nothingIsCommittedWithoutVoters() {
        assertThat(Quorum.committed(new long[0])).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,0,WON",
        "2,1,0,PENDING",
        "2,1,1,LOST",
        "3,2,0,WON",
        "3,1,1,PENDING",
        "3,1,2,LOST",
        "5,2,2,PENDING",
        "5,3,2,WON",
        "0,0,0,LOST"
    })
    void anElectionIsWonPendingOrLost(int voters, int granted, int refused, Vote vote) {
        assertThat(Quorum.vote(voters, granted, refused)).isEqualTo(vote);
    }
}
