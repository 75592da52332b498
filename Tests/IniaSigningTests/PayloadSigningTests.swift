import IniaSigning
import Testing

@Suite struct PayloadSigningTests {
    @Test func `S3 leaves streams unsigned where TLS and a checksum protect them`() {
        var question = PayloadSigning(isSecure: true)
        #expect(question.decision == .hash)
        question.isUnsignedByModel = true
        #expect(question.decision == .unsigned)
        question.isSecure = false
        #expect(question.decision == .unsigned)
        question.isS3 = true
        #expect(question.decision == .hash)

        var upload = PayloadSigning(isSecure: true)
        upload.isS3 = true
        upload.isStream = true
        #expect(upload.decision == .hash)
        upload.hasChecksumHeader = true
        #expect(upload.decision == .unsigned)
        upload.isSecure = false
        #expect(upload.decision == .hash)
        upload.explicit = false
        #expect(upload.decision == .unsigned)
        upload.hasTrailer = true
        #expect(upload.decision == .unsignedTrailer)
    }
}
