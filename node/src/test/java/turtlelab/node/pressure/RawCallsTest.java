package turtlelab.node.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.http.TestPort;

/** Messages that no client's library makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawCallsTest {
    /** No field has number 0. */
    private static final byte[] NONSENSE = {0, 1, 2, 3};

    private final TestPort port = port();
    private ManagedChannel channel;

    @BeforeAll
    void open() {
        channel = NettyChannelBuilder.forAddress(port.address()).usePlaintext().build();
    }

    @AfterAll
    void close() throws Exception {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        port.close();
    }

    /** As etcd with its default of --max-txn-ops: the depth is what 128 operations allow. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60, 128})
    void transactionsAreNestedAsDeepAsEtcdsAre(int depth) {
        assertThat(txn(nested(depth)).getSucceeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 200, 1000, 100_000})
    void whatIsNestedDeeperIsTooManyOperations(int depth) {
        assertRefused(
                () -> txn(nested(depth)),
                "INVALID_ARGUMENT: etcdserver: too many operations in txn request");
        assertThat(txn(nested(1)).getSucceeded()).isTrue();
    }

    @Test
    void whatIsNoMessageIsSaidToBeNone() {
        var why = "INTERNAL: grpc: error unmarshalling request";
        assertRefused(() -> txn(NONSENSE), why);
        var truncated = Arrays.copyOf(nested(3), nested(3).length - 1);
        assertRefused(() -> txn(truncated), why);
        var watch = raw(WatchGrpc.getWatchMethod());
        assertRefused(
                () ->
                        ClientCalls.blockingServerStreamingCall(
                                        channel, watch, CallOptions.DEFAULT, NONSENSE)
                                .next(),
                why);
        assertThat(txn(nested(1)).getSucceeded()).isTrue();
    }

    private TxnResponse txn(byte[] message) {
        var answers =
                ProtoUtils.marshallerWithRecursionLimit(TxnResponse.getDefaultInstance(), 1000);
        return ClientCalls.blockingUnaryCall(
                channel,
                KVGrpc.getTxnMethod().toBuilder(new RawBytes(), answers).build(),
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                message);
    }

    private static void assertRefused(Runnable call, String why) {
        assertThatThrownBy(call::run).isInstanceOf(StatusRuntimeException.class).hasMessage(why);
    }

    /** An empty transaction in so many others; made from the inside out, without recursion. */
    private static byte[] nested(int depth) {
        var success = TxnRequest.SUCCESS_FIELD_NUMBER << 3 | 2;
        var transaction = 4 << 3 | 2; // RequestOp.request_txn
        var bytes = new byte[10 * depth];
        var start = bytes.length;
        for (int i = 0; i < depth; i++) {
            for (var tag : new int[] {transaction, success}) {
                start = prepend(bytes, start, tag, bytes.length - start);
            }
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private static int prepend(byte[] bytes, int start, int tag, int length) {
        var size = CodedOutputStream.computeUInt32SizeNoTag(length);
        var at = start - size;
        var rest = length;
        for (int i = at; i < start; i++) {
            bytes[i] = (byte) (i == start - 1 ? rest : (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[at - 1] = (byte) tag;
        return at - 1;
    }

    private static <Q, A> MethodDescriptor<byte[], A> raw(MethodDescriptor<Q, A> method) {
        return method.toBuilder(new RawBytes(), method.getResponseMarshaller()).build();
    }

    private static TestPort port() {
        try {
            return new TestPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
