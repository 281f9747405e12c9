package io.asktell.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.asktell.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** A successful answer. */
record Answer(int status, HttpHeaders headers, InputStream body) {
    /** A newer server may say more than this client knows. */
    private static final ObjectReader LENIENT =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    <T> T read(Class<T> type) {
        try (body) {
            return present(LENIENT.readValue(body, type));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    <T> List<T> readList(Class<T> item) {
        var type = Json.mapper().getTypeFactory().constructCollectionType(List.class, item);
        try (body) {
            List<T> list = LENIENT.forType(type).readValue(body);
            return present(list);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    private static <T> T present(T value) throws IOException {
        if (value == null) {
            throw new IOException("it is null");
        }
        return value;
    }

    private static ApiException unreadable(IOException e) {
        return new ApiException("unreadable_answer", "the answer is not what it should be: " + e.getMessage(), e);
    }
}
