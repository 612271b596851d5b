package turtlelab.node.http.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import org.eclipse.jetty.http.HttpStatus;
import turtlelab.node.grpc.EtcdError;

/** What the gateway answers, as etcd writes it (reference B.10). */
final class JsonAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private static final int FRAGMENT_FIELD = 7;

    private JsonAnswer() {}

    /** The answer of a unary call. */
    static String of(Message message) {
        try {
            return NewerWords.written(message, PRINTER.print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an own message without its type", e);
        }
    }

    /** One answer of a stream. */
    static String line(Message message) {
        return "{\"result\":" + withFragment(message, of(message)) + "}\n";
    }

    /** The library's messages lack a field of etcd 3.4. */
    private static String withFragment(Message message, String json) {
        return message instanceof WatchResponse
                        && message.getUnknownFields().hasField(FRAGMENT_FIELD)
                ? "{\"fragment\":true," + json.substring(1)
                : json;
    }

    /** The refusal of a unary call. */
    static String error(Status.Code code, String text) {
        var body = JSON.createObjectNode();
        body.put("error", text).put("message", text).put("code", code.value());
        return body.toString();
    }

    /** The end of a stream that failed. */
    static String lastLine(EtcdError error) {
        var status = httpStatus(error.code());
        var body = JSON.createObjectNode();
        body.putObject("error")
                .put("grpc_code", error.code().value())
                .put("http_code", status)
                .put("message", error.text())
                .put("http_status", HttpStatus.getMessage(status));
        return body.toString();
    }

    /** The gateway's HTTP status for a gRPC status. */
    static int httpStatus(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case CANCELLED -> 408;
            case ALREADY_EXISTS, ABORTED -> 409;
            case FAILED_PRECONDITION -> 412;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
        };
    }
}
