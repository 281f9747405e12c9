package io.asktell.tooleval.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, as {@code 10.0.0.0/8} or {@code fd00::/8}; one address is a range too. Never asks a name server.
 *
 * @param first its lowest address
 * @param bits how many leading bits all have in common
 */
public record AddressRange(InetAddress first, int bits) {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    public AddressRange {
        if (!(bits >= 0 && bits <= first.getAddress().length * 8)) {
            throw new IllegalArgumentException("bits of the address, but " + bits + " for " + first.getHostAddress());
        }
    }

    /**
     * Reads an address, or one with the number of its bits behind a slash.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no address or range as 10.0.0.0/8"));
        int all = address.getAddress().length * 8;
        if (slash < 0) {
            return new AddressRange(address, all);
        }
        var bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) {
            throw new IllegalArgumentException("'" + text + "' must have 0 to " + all + " behind the slash");
        }
        return new AddressRange(address, Integer.parseInt(bits));
    }

    /** The address that a text writes in full, with or without brackets; empty for a name. */
    public static Optional<InetAddress> address(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) { // colons in the wrong places
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        var a = first.getAddress();
        var b = address.getAddress();
        if (a.length != b.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        int mask = 0xff00 >> bits % 8 & 0xff;
        return bits % 8 == 0 || (a[whole] & mask) == (b[whole] & mask);
    }
}
