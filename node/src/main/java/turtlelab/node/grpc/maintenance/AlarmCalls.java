package turtlelab.node.grpc.maintenance;

import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import turtlelab.node.base.MemberId;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Reply;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;

/**
 * The Alarm call: lists, raises and disarms, all of it agreed upon. What etcd 3.4 ends its process
 * over (an unknown action, an alarm about nothing) is refused.
 */
final class AlarmCalls {
    /** The library's enum knows the first two of etcd's three kinds only: numbers do. */
    private static final int ALL = 0;

    private final Replica replica;

    AlarmCalls(Replica replica) {
        this.replica = replica;
    }

    CompletableFuture<Reply<AlarmResponse>> alarm(AlarmRequest request) {
        return switch (request.getAction()) {
            case GET -> list(request.getAlarmValue());
            case ACTIVATE ->
                    kind(request.getAlarmValue())
                            .map(kind -> change(new Command.RaiseAlarm(raised(request, kind))))
                            .orElseGet(() -> answer(Reply.failed(EtcdError.UNKNOWN_ALARM)));
            case DEACTIVATE ->
                    kind(request.getAlarmValue())
                            .map(kind -> change(new Command.DisarmAlarm(raised(request, kind))))
                            .orElseGet(() -> answer(Reply.ok(message(List.of()))));
            case UNRECOGNIZED -> answer(Reply.failed(EtcdError.UNKNOWN_ALARM));
        };
    }

    /** As etcd has it among the errors of Status. */
    static String text(RaisedAlarm alarm) {
        return "memberID:%s alarm:%s "
                .formatted(Long.toUnsignedString(alarm.member().value()), alarm.alarm());
    }

    private CompletableFuture<Reply<AlarmResponse>> list(int number) {
        return replica.readPoint()
                .thenApply(
                        point ->
                                point.confirmed()
                                        ? Reply.ok(message(listed(number)))
                                        : Reply.failed(EtcdError.of(point)));
    }

    private List<RaisedAlarm> listed(int number) {
        return replica.state().alarms().stream()
                .filter(one -> number == ALL || number(one.alarm()) == number)
                .toList();
    }

    private CompletableFuture<Reply<AlarmResponse>> change(Command command) {
        return replica.execute(command).thenApply(AlarmCalls::reply);
    }

    private static Reply<AlarmResponse> reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(Result.Alarmed(var alarms), _, _) -> Reply.ok(message(alarms));
            case Outcome.Applied(var other, _, _) ->
                    throw new IllegalStateException("an alarm was answered by " + other);
            case Outcome.NotApplied(var reason) -> Reply.failed(EtcdError.of(reason));
            case Outcome.Unknown(var reason) -> Reply.failed(EtcdError.of(reason));
        };
    }

    private static RaisedAlarm raised(AlarmRequest request, Alarm kind) {
        return new RaisedAlarm(new MemberId(request.getMemberID()), kind);
    }

    private static Optional<Alarm> kind(int number) {
        return Stream.of(Alarm.values()).filter(kind -> number(kind) == number).findFirst();
    }

    private static int number(Alarm kind) {
        return switch (kind) {
            case NOSPACE -> 1;
            case CORRUPT -> 2;
        };
    }

    private static AlarmResponse message(List<RaisedAlarm> alarms) {
        var response = AlarmResponse.newBuilder();
        for (var one : alarms) {
            response.addAlarms(
                    AlarmMember.newBuilder()
                            .setMemberID(one.member().value())
                            .setAlarmValue(number(one.alarm())));
        }
        return response.build();
    }

    private static <A> CompletableFuture<Reply<A>> answer(Reply<A> reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
