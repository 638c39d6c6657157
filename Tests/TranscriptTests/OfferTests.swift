import TestSupport
import Testing

/// What is offered in place of spoken words can be asked as it stands.
struct OfferTests {
  private static let path = "Tests/TranscriptTests/Transcripts/language/spoken.ivq"
  private static let mark = "--=   help: write  "

  @Test func eachOfferedQuestionIsAnswered() throws {
    let lines = try PackageFolder.text(Self.path).split(separator: "\n").map(String.init)
    let offers = lines.filter { $0.hasPrefix(Self.mark) }
      .map { String($0.dropFirst(Self.mark.count)) }
    #expect(offers.count >= 50)
    let outputs = TranscriptRunner.run(
      Transcript(path: "offers", text: offers.joined(separator: "\n"))
    ).outputs
    #expect(outputs.count == offers.count)
    for (offer, output) in zip(offers, outputs) {
      #expect(output.first?.hasPrefix("error") == false, "\(offer): \(output.first ?? "nothing")")
    }
  }
}
