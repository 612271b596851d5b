package turtlelab.node.replica.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;
import turtlelab.node.state.Command;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.Compare;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.OperationCheck;
import turtlelab.node.state.kv.RangeOptions;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.auth.V2AuthCommand;
import turtlelab.node.state.v2.auth.V2Permissions;
import turtlelab.node.state.v2.auth.V2Role;

class CommandCodecTest {
    private static final ProposalId ID = new ProposalId(new MemberId(-3), Long.MAX_VALUE);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyCommandComesBackAsItWas(long seed) throws MalformedCommand {
        var random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            var command = command(random);
            assertThat(CommandCodec.decode(CommandCodec.encode(ID, command)))
                    .isEqualTo(new CommandCodec.Proposal(ID, command));
        }
    }

    @Test
    void aPutIsKnownWithoutDecodingIt() {
        var random = new Random(4);
        var puts = 0;
        for (int i = 0; i < 3000; i++) {
            var command = command(random);
            var isPut =
                    command instanceof Command.Write(var operation)
                            && operation instanceof Operation.Put;
            assertThat(CommandCodec.isPut(CommandCodec.encode(ID, command))).isEqualTo(isPut);
            puts += isPut ? 1 : 0;
        }
        assertThat(puts).isPositive();
        assertThat(CommandCodec.isPut(Bytes.EMPTY)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damagedBytesAreACommandOrMalformedAndNothingElse(long seed) {
        var random = new Random(seed);
        var malformed = 0;
        for (int i = 0; i < 30_000; i++) {
            var bytes = CommandCodec.encode(ID, command(random)).toByteArray();
            for (int hit = random.nextInt(3); hit >= 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            malformed +=
                    isMalformed(Arrays.copyOf(bytes, random.nextInt(bytes.length + 3))) ? 1 : 0;
        }
        assertThat(malformed).isGreaterThan(10_000);
    }

    @Test
    void randomBytesAreMalformed() {
        var random = new Random(9);
        for (int i = 0; i < 30_000; i++) {
            var bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }
            isMalformed(bytes);
        }
    }

    @Test
    void anAnnouncedLengthTakesNoMemoryThatIsNotThere() {
        var bytes = new FieldWriter(64).tag(1).fixed(1).fixed(1).tag(4).number(Integer.MAX_VALUE);
        assertThatThrownBy(() -> CommandCodec.decode(bytes.finish()))
                .isInstanceOf(MalformedCommand.class)
                .hasMessageContaining("length");
    }

    @Test
    void whatTheStateTakesIsNeverTooDeepForTheLog() throws MalformedCommand {
        Operation operation = new Operation.Delete(KeyRange.single(Bytes.utf8("k")), false);
        for (int depth = 0; depth < OperationCheck.MAX_DEPTH; depth++) {
            operation = new Operation.Txn(List.of(), List.of(operation), List.of());
        }
        assertThat(OperationCheck.refusal(operation, 1000)).isEmpty();
        CommandCodec.decode(CommandCodec.encode(ID, new Command.Write(operation)));

        var deeper = new Operation.Txn(List.of(), List.of(operation), List.of());
        assertThat(OperationCheck.refusal(deeper, 1000)).isPresent();
        var bytes = CommandCodec.encode(ID, new Command.Write(deeper));
        assertThatThrownBy(() -> CommandCodec.decode(bytes)).isInstanceOf(MalformedCommand.class);
    }

    @Test
    void aNewerFormIsNotGuessedAt() {
        assertThatThrownBy(() -> CommandCodec.decode(Bytes.wrap(new byte[] {2, 0, 0})))
                .isInstanceOf(MalformedCommand.class)
                .hasMessageContaining("form 2");
    }

    @Test
    void aMembershipComesBackAsItWas() throws MalformedCommand {
        var members = new TreeMap<MemberId, Peer>();
        for (long id : new long[] {-1, 5, 7}) {
            var peer = new Peer(new MemberId(id), List.of("http://h:" + id, "http://i:1"), id == 5);
            members.put(peer.id(), peer);
        }
        var membership = new Membership(members, Set.of(new MemberId(9), new MemberId(-9)));
        assertThat(MembershipCodec.decode(MembershipCodec.encode(membership)))
                .isEqualTo(membership);
        assertThat(MembershipCodec.decode(Bytes.EMPTY)).isEqualTo(Membership.EMPTY);
    }

    private static boolean isMalformed(byte[] bytes) {
        try {
            CommandCodec.decode(Bytes.wrap(bytes));
            return false;
        } catch (MalformedCommand _) {
            return true;
        }
    }

    private static Command command(Random random) {
        return switch (random.nextInt(13)) {
            case 0 -> new Command.Compact(random.nextLong());
            case 4 -> new Command.GrantLease(random.nextLong(), random.nextLong());
            case 5 -> new Command.RevokeLease(random.nextLong());
            case 6 ->
                    new Command.ExpireLeases(
                            random.longs(random.nextInt(4)).boxed().toList(), random.nextLong());
            case 1 -> new Command.SetClusterVersion("3." + random.nextInt());
            case 2 ->
                    new Command.PublishMember(
                            new MemberId(random.nextLong()), text(random), List.of(text(random)));
            case 3 -> new Command.V2(v2(random));
            case 7 -> new Command.RaiseAlarm(alarm(random));
            case 8 -> new Command.DisarmAlarm(alarm(random));
            case 9 -> new Command.V2Auth(v2Auth(random));
            case 10 -> new Command.WriteInTerm(operation(random, 3), random.nextLong());
            default -> new Command.Write(operation(random, 3));
        };
    }

    private static RaisedAlarm alarm(Random random) {
        var kinds = Alarm.values();
        return new RaisedAlarm(
                new MemberId(random.nextLong()), kinds[random.nextInt(kinds.length)]);
    }

    private static V2Command v2(Random random) {
        var path = "/" + text(random);
        var content =
                new V2Command.Content(
                        text(random),
                        random.nextBoolean(),
                        random.nextLong(),
                        random.nextBoolean());
        var condition =
                new V2Command.Condition(
                        random.nextBoolean() ? text(random) : null, random.nextInt(5));
        return switch (random.nextInt(8)) {
            case 0 -> new V2Command.Set(path, content);
            case 1 -> new V2Command.Create(path, content);
            case 2 -> new V2Command.CreateInOrder(path, content);
            case 3 -> new V2Command.Update(path, content);
            case 4 -> new V2Command.CompareAndSwap(path, condition, content);
            case 5 -> new V2Command.Delete(path, random.nextBoolean(), random.nextBoolean());
            case 6 -> new V2Command.CompareAndDelete(path, condition);
            default -> new V2Command.Expire(random.nextLong());
        };
    }

    private static V2AuthCommand v2Auth(Random random) {
        var name = text(random);
        var hash = random.nextBoolean() ? text(random) : null;
        return switch (random.nextInt(9)) {
            case 0 -> new V2AuthCommand.CreateUser(name, hash, texts(random));
            case 1 -> new V2AuthCommand.PutUser(name, hash);
            case 2 ->
                    new V2AuthCommand.ChangeUser(
                            name, hash, List.of(text(random)), List.of(text(random)));
            case 3 -> new V2AuthCommand.DeleteUser(name);
            case 4 ->
                    new V2AuthCommand.CreateRole(
                            new V2Role(
                                    name,
                                    new V2Permissions(texts(random), texts(random)),
                                    permissions(random),
                                    permissions(random)));
            case 5 -> new V2AuthCommand.ChangeRole(name, permissions(random), permissions(random));
            case 6 -> new V2AuthCommand.DeleteRole(name);
            case 7 -> new V2AuthCommand.Enable();
            default -> new V2AuthCommand.Disable();
        };
    }

    private static @Nullable V2Permissions permissions(Random random) {
        return random.nextBoolean() ? new V2Permissions(texts(random), texts(random)) : null;
    }

    private static @Nullable List<String> texts(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> List.of();
            default -> List.of(text(random), text(random));
        };
    }

    private static Operation operation(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 ->
                    new Operation.Put(
                            bytes(random),
                            bytes(random),
                            random.nextLong(),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean());
            case 1 -> new Operation.Delete(range(random), random.nextBoolean());
            case 2 -> new Operation.Range(range(random), options(random));
            default ->
                    new Operation.Txn(
                            compares(random), branch(random, depth - 1), branch(random, depth - 1));
        };
    }

    private static List<Operation> branch(Random random, int depth) {
        var branch = new ArrayList<Operation>();
        for (int i = random.nextInt(4); i > 0; i--) {
            branch.add(operation(random, depth));
        }
        return branch;
    }

    private static List<Compare> compares(Random random) {
        var operand =
                switch (random.nextInt(5)) {
                    case 0 -> new Compare.Operand.Version(random.nextLong());
                    case 1 -> new Compare.Operand.CreateRevision(random.nextLong());
                    case 2 -> new Compare.Operand.ModRevision(random.nextLong());
                    case 3 -> new Compare.Operand.Value(bytes(random));
                    default -> new Compare.Operand.Lease(random.nextLong());
                };
        var relations = Compare.Relation.values();
        var relation = relations[random.nextInt(relations.length)];
        return List.of(new Compare(range(random), relation, operand));
    }

    private static RangeOptions options(Random random) {
        var orders = RangeOptions.SortOrder.values();
        var targets = RangeOptions.SortTarget.values();
        return new RangeOptions(
                random.nextLong(),
                random.nextInt(),
                orders[random.nextInt(orders.length)],
                targets[random.nextInt(targets.length)],
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                random.nextLong());
    }

    private static KeyRange range(Random random) {
        return new KeyRange(bytes(random), bytes(random));
    }

    private static Bytes bytes(Random random) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static String text(Random random) {
        return "tür".repeat(random.nextInt(5)) + random.nextInt();
    }
}
