package turtlelab.node.state;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import turtlelab.node.state.alarm.Alarms;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.state.kv.KvView;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.lease.LeaseView;
import turtlelab.node.state.lease.Leases;
import turtlelab.node.state.v2.V2View;
import turtlelab.node.state.v2.auth.V2AuthStore;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.state.v2.tree.V2Tree;
import turtlelab.node.storage.Storage;

/**
 * The replicated state: the v3 store, leases, the v2 tree, what members published, the cluster
 * version, alarms. Pure: equal commands in equal order give equal states, answers and hashes on
 * every member.
 *
 * <p>Changed by the apply thread alone; readers see what {@link #publish} let them see last. What
 * was applied reaches the tables at once or, at the latest, with {@link #save}, which belongs
 * before every commit of the storage.
 */
public final class State implements StateView {
    private final Storage storage;
    private final Leases leases;
    private final KvStore kv;
    private final V2Tree v2;
    private final TreeEntries v2Entries;
    private final TreeEntries v2Events;
    private final V2AuthStore v2Auth;
    private final MemberRecords members;
    private final Alarms alarms;
    private volatile Published published;

    private State(Storage storage, Function<Leases, KvStore> opening) {
        this.storage = storage;
        this.leases = new Leases(storage.table("leases"));
        this.kv = opening.apply(leases);
        this.v2Entries = new TreeEntries(storage.table("v2.nodes"));
        this.v2Events = new TreeEntries(storage.table("v2.events"));
        this.v2 = V2Tree.load(v2Entries, v2Events);
        this.v2Auth = new V2AuthStore(new TreeEntries(storage.table("v2.auth")));
        this.members = new MemberRecords(storage.table("members"));
        this.alarms = new Alarms(storage.table("alarms"));
        this.published = moment(storage.mark().index());
    }

    /**
     * What the storage holds; the membership is told by {@link #membersAre} before anything else.
     */
    public static State open(Storage storage) {
        return open(storage, KvStore.Bounds.NONE);
    }

    /**
     * As {@link #open(Storage)}.
     *
     * @param bounds of a request; whoever writes it in parts calls {@link #save} before, and the
     *     parts stand for the state before the command being applied
     */
    public static State open(Storage storage, KvStore.Bounds bounds) {
        return new State(storage, leases -> KvStore.open(storage, leases, bounds));
    }

    /**
     * What another storage holds, to take the place of this state, which changes no more. The
     * bounds are the same.
     */
    public State successor(Storage next) {
        return new State(next, leases -> kv.successor(next, leases));
    }

    /**
     * The one switch. A refusal is a result like any other, and then nothing has changed.
     *
     * @param term of the leader who put the command into the log
     */
    public Result apply(Command command, long term) {
        return apply(command, term, AnswerRoom.ALONE);
    }

    /**
     * As {@link #apply(Command, long)}.
     *
     * @param room for what is read in a write of the v3 key space, if anybody waits for the result:
     *     else that is left out of it
     */
    public Result apply(Command command, long term, AnswerRoom room) {
        var forbidden = alarms.refusal(command);
        return forbidden.isPresent()
                ? new Result.Refused(forbidden.get())
                : allowed(command, term, room);
    }

    private Result allowed(Command command, long term, AnswerRoom room) {
        return switch (command) {
            case Command.Write(var operation) -> write(operation, room);
            case Command.WriteInTerm(var operation, var decidedIn) ->
                    decidedIn == term
                            ? write(operation, room)
                            : new Result.Refused(Rejection.NOT_LEADER);
            case Command.Compact(var revision) -> result(kv.compact(revision));
            case Command.GrantLease(var id, var ttl) -> result(leases.grant(id, ttl));
            case Command.RevokeLease(var id) -> result(leases.revoke(id, kv::deleteAll));
            case Command.ExpireLeases(var ids, var decidedIn) -> {
                if (decidedIn == term) {
                    ids.forEach(id -> leases.revoke(id, kv::deleteAll));
                }
                yield new Result.Done();
            }
            case Command.V2(var change) -> new Result.V2(v2.apply(change));
            case Command.V2Auth(var change) -> {
                var applied = v2Auth.apply(change);
                raiseV2Index(applied.steps());
                yield new Result.V2Auth(applied.answer());
            }
            case Command.PublishMember publication -> {
                if (members.publish(publication)) {
                    v2.raiseIndex();
                }
                yield new Result.Done();
            }
            case Command.SetClusterVersion(var version) -> {
                members.clusterVersion(version);
                v2.raiseIndex();
                yield new Result.Done();
            }
            case Command.RaiseAlarm(var alarm) -> {
                alarms.raise(alarm);
                yield new Result.Alarmed(List.of(alarm));
            }
            case Command.DisarmAlarm(var alarm) ->
                    new Result.Alarmed(alarms.disarm(alarm) ? List.of(alarm) : List.of());
        };
    }

    private Result write(Operation operation, AnswerRoom room) {
        return switch (kv.apply(operation, room)) {
            case KvAnswer.Answered(var answer) -> new Result.Kv(answer, kv.revision());
            case KvAnswer.Refused(var rejection) -> new Result.Refused(rejection);
        };
    }

    /**
     * Who belongs to the cluster, as consensus has it; attributes of everybody else are forgotten.
     */
    public void membersAre(Collection<MemberRecords.Place> places) {
        members.areAt(places);
    }

    /** Counts a membership change the way etcd does, which keeps members in the v2 tree. */
    public void countMembershipChange(int steps) {
        raiseV2Index(steps);
    }

    private void raiseV2Index(int steps) {
        for (int i = 0; i < steps; i++) {
            v2.raiseIndex();
        }
    }

    /** Lets readers see everything up to a position of the log. */
    public void publish(long appliedIndex) {
        kv.publish();
        published = moment(appliedIndex);
    }

    /** Writes what is not yet in the tables. */
    public void save() {
        v2.save(v2Entries, v2Events);
    }

    /** A checksum of everything that is published at one moment. Any thread, slow. */
    @SuppressWarnings("ReferenceEquality") // Another object is another moment.
    public int hash() {
        while (true) {
            var moment = published;
            var revision = kv.view().revision();
            if (moment == published && kv.view().hash(revision) instanceof KvHash.Hashed hashed) {
                return Objects.hash(
                        hashed,
                        moment.leases,
                        moment.v2.hash(),
                        moment.v2Auth,
                        moment.members,
                        moment.clusterVersion,
                        moment.alarms.toString()); // An enum's own hash differs by process.
            }
        }
    }

    /** Whether a compaction still has work left that {@link #publish} goes on with. Any thread. */
    public boolean isCompacting() {
        return kv.isCompacting();
    }

    @Override
    public KvView kv() {
        return kv.view();
    }

    @Override
    public LeaseView leases() {
        return leases;
    }

    @Override
    public V2View v2() {
        return published.v2;
    }

    @Override
    public V2AuthView v2Auth() {
        return published.v2Auth;
    }

    @Override
    public MemberTable members() {
        return published.members;
    }

    @Override
    public String clusterVersion() {
        return published.clusterVersion;
    }

    @Override
    public List<RaisedAlarm> alarms() {
        return published.alarms;
    }

    @Override
    public long appliedIndex() {
        return published.appliedIndex;
    }

    @Override
    public StoreSize size() {
        var size = storage.size();
        return new StoreSize(size.allocated(), size.inUse());
    }

    private static Result result(Optional<Rejection> refusal) {
        return refusal.isPresent() ? new Result.Refused(refusal.get()) : new Result.Done();
    }

    private Published moment(long appliedIndex) {
        return new Published(
                appliedIndex,
                leases.checksum(),
                v2.view(),
                v2Auth.view(),
                members.table(),
                members.clusterVersion(),
                alarms.list());
    }

    private record Published(
            long appliedIndex,
            long leases,
            V2View v2,
            V2AuthView v2Auth,
            MemberTable members,
            String clusterVersion,
            List<RaisedAlarm> alarms) {}
}
