package turtlelab.labctl.ctl.setting;

import java.util.List;
import java.util.Optional;

/**
 * Asked right before {@code member add}. etcdctl itself asks nobody; {@code labctl ctl} asks
 * whether the cluster survives a newcomer that never starts.
 */
public interface AddGuard {
    /** The flag that does without: it is no flag of etcdctl's. */
    String FORCE = "--force";

    /** Says yes to everything, as etcdctl does. */
    AddGuard NONE = (_, _) -> new Answer(Optional.empty(), Optional.empty());

    /**
     * What it says.
     *
     * @param refusal why nothing may be added; empty when something may
     * @param warning what to know beforehand
     */
    record Answer(Optional<String> refusal, Optional<String> warning) {}

    /**
     * Looks at the cluster now.
     *
     * @param endpoints client URLs, or {@code host:port} of some members
     */
    Answer beforeAdding(List<String> endpoints, boolean learner) throws InterruptedException;
}
