package turtlelab.labctl.dns.provider;

import java.util.List;
import org.xbill.DNS.Record;

/**
 * Whoever keeps the records of a domain. Methods throw {@link turtlelab.labctl.exec.LabFailure}
 * when it cannot be reached or refuses; all are safe to repeat.
 */
public interface Provider {
    /** All address and service records. */
    List<Record> records();

    /** Publishes those that are not there yet. */
    void add(List<Record> records);

    /** Takes away those that are there; equal in name, type and data. */
    void remove(List<Record> records);
}
