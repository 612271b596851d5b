package turtlelab.labctl.driver.cloud;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import turtlelab.labctl.exec.LabFailure;

/** Reads the API's XML, as far as we ask for it. */
final class Answers {
    private static final int SHOWN = 200;

    private Answers() {}

    static List<Instance> instances(String xml) {
        try {
            return each(parse(xml).getElementsByTagName("instanceId")).stream()
                    .map(id -> (Element) id.getParentNode())
                    .map(Answers::instance)
                    .toList();
        } catch (SAXException | IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE, "the cloud's answer cannot be read: " + e);
        }
    }

    private static Instance instance(Element item) {
        var address = text(item, "ipAddress");
        return new Instance(
                text(item, "instanceId"),
                tag(item, "Name"),
                text(item, "instanceState", "name"),
                text(item, "stateReason", "message"),
                text(item, "privateIpAddress"),
                Optional.of(address).filter(it -> !it.isEmpty()));
    }

    private static String tag(Element item, String key) {
        return child(item, "tagSet").stream()
                .flatMap(set -> children(set).stream())
                .filter(tag -> text(tag, "key").equals(key))
                .map(tag -> text(tag, "value"))
                .findFirst()
                .orElse("");
    }

    /** Code and message of a refusal; the beginning of what is none. */
    static String refusal(String xml) {
        try {
            var errors = each(parse(xml).getElementsByTagName("Error"));
            if (!errors.isEmpty()) {
                return text(errors.getFirst(), "Code") + ": " + text(errors.getFirst(), "Message");
            }
        } catch (SAXException | IOException _) { // no XML: somebody else has answered
            return xml.substring(0, Math.min(xml.length(), SHOWN)).strip();
        }
        return xml.substring(0, Math.min(xml.length(), SHOWN)).strip();
    }

    private static String text(Element element, String... path) {
        var here = Optional.of(element);
        for (var name : path) {
            here = here.flatMap(it -> child(it, name));
        }
        return here.map(it -> it.getTextContent().strip()).orElse("");
    }

    private static Optional<Element> child(Element element, String name) {
        return children(element).stream().filter(it -> it.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(Element element) {
        return each(element.getChildNodes());
    }

    private static List<Element> each(NodeList nodes) {
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                elements.add((Element) nodes.item(i));
            }
        }
        return elements;
    }

    private static Element parse(String xml) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // what is wrong is thrown, and not printed
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (ParserConfigurationException e) { // the JDK's own parser knows these features
            throw new IllegalStateException(e);
        }
    }
}
