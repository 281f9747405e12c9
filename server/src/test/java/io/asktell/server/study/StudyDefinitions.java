package io.asktell.server.study;

import io.asktell.api.CreateStudyRequest;

/** Studies as the server makes them of requests, without a server. */
public final class StudyDefinitions {
    private StudyDefinitions() {}

    public static StudyDefinition of(CreateStudyRequest request) {
        return StudyDefinition.of(StudyRequests.row(request, "tpe", "none"));
    }
}
