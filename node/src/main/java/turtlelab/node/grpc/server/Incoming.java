package turtlelab.node.grpc.server;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import turtlelab.node.grpc.EtcdError;

/**
 * A message as it came: read, or no message of its kind. What a library's marshaller throws ends a
 * call as an "application error"; a client that sends nonsense is to be told that it does.
 */
sealed interface Incoming<Q extends Message> {
    record Read<Q extends Message>(Q message) implements Incoming<Q> {}

    record Unreadable<Q extends Message>(EtcdError why) implements Incoming<Q> {}

    /** Any transaction that the API allows fits into it several times; the stack is finite. */
    int MOST_LEVELS = 1000;

    /** A method that takes whatever comes. */
    static <Q extends Message, A> MethodDescriptor<Incoming<Q>, A> of(
            MethodDescriptor<Q, A> method) {
        var prototype =
                ((MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller())
                        .getMessagePrototype();
        return method.toBuilder(
                        new Reading<>(Objects.requireNonNull(prototype)),
                        method.getResponseMarshaller())
                .build();
    }

    /** Reads messages of one kind. */
    record Reading<Q extends Message>(Q prototype)
            implements MethodDescriptor.Marshaller<Incoming<Q>> {
        @Override
        @SuppressWarnings("unchecked") // A parser makes what its prototype is.
        public Incoming<Q> parse(InputStream stream) {
            try {
                var input = CodedInputStream.newInstance(stream);
                input.setRecursionLimit(MOST_LEVELS);
                var message = (Q) prototype.getParserForType().parseFrom(input);
                input.checkLastTagWas(0);
                return new Read<>(message);
            } catch (IOException e) {
                return new Unreadable<>(why(e));
            }
        }

        @Override
        public InputStream stream(Incoming<Q> value) {
            throw new UnsupportedOperationException("requests are only read here");
        }

        /** Nothing but transactions can be nested deeper than a few levels. */
        private static EtcdError why(IOException e) {
            return String.valueOf(e.getMessage()).contains("levels of nesting")
                    ? EtcdError.TOO_MANY_OPERATIONS
                    : EtcdError.UNREADABLE;
        }
    }
}
