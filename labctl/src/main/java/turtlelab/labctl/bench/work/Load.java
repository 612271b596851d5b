package turtlelab.labctl.bench.work;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.MethodDescriptor;

/** What clients do all the time, each waiting for an answer before it asks again. */
public sealed interface Load {

    /** How many distinct keys there are. */
    int KEYS = 10_000;

    /** Clients at work at once. */
    int clients();

    /** As it is called in the report. */
    String name();

    /** The n-th thing to ask for. */
    Call<?> call(long n);

    /** A unary call that is ready to be made. */
    record Call<T extends MessageLite>(MethodDescriptor<T, ? extends MessageLite> method, T body) {}

    /** Writes a value of so many bytes to one key after the other. */
    record Put(int clients, int keys, ByteString value) implements Load {

        /** Writes 256 bytes to one of {@link #KEYS} keys after the other. */
        public static Put of(int clients) {
            return new Put(clients, KEYS, valueOf256Bytes());
        }

        /** Writes every key of a larger space once, in order. */
        public static Put filling(int keys) {
            return new Put(512, keys, valueOf256Bytes());
        }

        private static ByteString valueOf256Bytes() {
            return ByteString.copyFromUtf8("turtle..".repeat(32));
        }

        @Override
        public String name() {
            return "put, " + clientsOf(clients);
        }

        @Override
        public Call<PutRequest> call(long n) {
            var body = PutRequest.newBuilder().setKey(key(n, keys)).setValue(value).build();
            return new Call<>(KVGrpc.getPutMethod(), body);
        }
    }

    /** Reads one key after the other. */
    record Range(int clients, boolean serializable) implements Load {

        @Override
        public String name() {
            var kind = serializable ? "serializable" : "linearizable";
            return "%s range, %s".formatted(kind, clientsOf(clients));
        }

        @Override
        public Call<RangeRequest> call(long n) {
            var body =
                    RangeRequest.newBuilder()
                            .setKey(key(n, KEYS))
                            .setSerializable(serializable)
                            .build();
            return new Call<>(KVGrpc.getRangeMethod(), body);
        }
    }

    /** Writes two keys and reads two others where a third one is as expected. */
    record Txn(int clients) implements Load {

        @Override
        public String name() {
            return "txn of 4, " + clientsOf(clients);
        }

        @Override
        public Call<TxnRequest> call(long n) {
            var body = TxnRequest.newBuilder();
            body.addCompareBuilder()
                    .setTarget(Compare.CompareTarget.VERSION)
                    .setResult(Compare.CompareResult.EQUAL)
                    .setKey(ByteString.copyFromUtf8("bench/never"));
            for (int i = 0; i < 2; i++) {
                body.addSuccessBuilder()
                        .getRequestPutBuilder()
                        .setKey(key(2 * n + i, KEYS))
                        .setValue(Put.valueOf256Bytes());
                body.addSuccessBuilder().getRequestRangeBuilder().setKey(key(n + i, KEYS));
            }
            return new Call<>(KVGrpc.getTxnMethod(), body.build());
        }
    }

    /** Eight linearizable reads for each write. */
    record Mixed(int clients) implements Load {

        private static final int READS_FOR_A_WRITE = 8;

        @Override
        public String name() {
            return "mixed 8:1, " + clientsOf(clients);
        }

        @Override
        public Call<?> call(long n) {
            return n % (READS_FOR_A_WRITE + 1) == 0
                    ? Put.of(clients).call(n)
                    : new Range(clients, false).call(n);
        }
    }

    private static String clientsOf(int count) {
        return count == 1 ? "1 client" : count + " clients";
    }

    private static ByteString key(long n, int keys) {
        return ByteString.copyFromUtf8("bench/%08d".formatted(n % keys));
    }
}
