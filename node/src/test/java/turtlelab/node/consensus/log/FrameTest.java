package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final int BYTES = 200_000;

    private final ByteBuffer segment = ByteBuffer.allocate(BYTES);

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_001, 68_928, 134_463, 134_464, 134_465, BYTES - 1})
    void theLastByteThatIsNotZeroEndsWhatIsWritten(int last) {
        segment.put(last, (byte) 1).put(1_000, (byte) 1);

        assertThat(Frame.written(segment, 1_000)).isEqualTo(last + 1);
    }

    @Test
    void whatStandsBeforeThePlaceDoesNotCount() {
        segment.put(500, (byte) 1);

        assertThat(Frame.written(segment, 1_000)).isEqualTo(1_000);
    }

    @Test
    void nothingIsWrittenBehindTheEnd() {
        assertThat(Frame.written(segment, BYTES)).isEqualTo(BYTES);
    }
}
