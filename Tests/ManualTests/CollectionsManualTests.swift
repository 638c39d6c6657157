import Foundation
import Model
import Testing

/// The manual's list of fields is the schema's; `INVOQ_UPDATE=1` writes it anew, and fails.
@Suite struct CollectionsManualTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Grammar/collections.md")

  @Test func collectionsAreThoseOfTheSchema() throws {
    let expected = CollectionsManual(InvoiceSchema.standard).text
    if ProcessInfo.processInfo.environment["INVOQ_UPDATE"] == "1" {
      try expected.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("Grammar/collections.md was written anew")
    }
    let stored = try String(contentsOf: Self.file, encoding: .utf8)
    for (line, pair) in zip(stored.split(separator: "\n"), expected.split(separator: "\n"))
      .enumerated() where pair.0 != pair.1
    {
      Issue.record("entry \(line + 1) says '\(pair.0)', the schema '\(pair.1)'")
    }
    #expect(stored == expected, "INVOQ_UPDATE=1 writes the file anew")
  }

  @Test func everyFieldHasAMeaning() {
    for collection in InvoiceSchema.standard.collections {
      #expect(!collection.meaning.isEmpty, "\(collection.name)")
      for field in collection.fields {
        #expect(!field.meaning.isEmpty, "\(collection.name).\(field.name)")
      }
    }
  }
}
