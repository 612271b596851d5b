package turtlelab.node.grpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;

class OpenStreamsTest {
    private final OpenStreams streams = new OpenStreams();
    private final Told call = new Told();

    @Test
    void whoeverIsThereWhenTheServerStopsIsTold() {
        streams.add(call);
        assertThat(call.errors).isEmpty();
        streams.stop();
        assertThat(call.errors).containsExactly(EtcdError.STOPPED);
    }

    @Test
    void whoeverComesWhileTheServerStopsIsToldToo() {
        streams.stop();
        streams.add(call);
        assertThat(call.errors).containsExactly(EtcdError.STOPPED);
    }

    @Test
    void whoeverHasEndedIsToldNothing() {
        streams.add(call);
        streams.remove(call);
        streams.stop();
        assertThat(call.errors).isEmpty();
    }

    private static final class Told implements Caller<String> {
        private final List<EtcdError> errors = new ArrayList<>();

        @Override
        public void send(String answer) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void ask(int requests) {}

        @Override
        public void end() {}

        @Override
        public void fail(EtcdError error) {
            errors.add(error);
        }
    }
}
