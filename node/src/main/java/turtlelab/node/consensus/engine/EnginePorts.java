package turtlelab.node.consensus.engine;

import java.util.function.Consumer;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.StateMachine;

/**
 * What the loop hands out. The three kinds of work are done elsewhere, each kind in order: by a
 * thread in production, by the scheduler in the simulator; {@link LogWork}, {@link ApplyWork} and
 * {@link SnapshotWork} know how, and their events come back to {@link EngineLoop#handle}.
 *
 * @param machine told about roles only
 */
public record EnginePorts(
        Transport transport,
        Consumer<LogWork.Task> log,
        Consumer<ApplyWork.Task> apply,
        Consumer<SnapshotWork.Task> snapshots,
        StateMachine machine,
        FatalHandler fatal) {}
