/// Where an answer comes from, for those who read it far from the session.
package struct Provenance: Sendable {
  /// What stands above it; nil where nothing was said.
  package var title: String?
  /// The question, as it can be asked again.
  package var question: String
  /// The book that was asked, by its files.
  package var book: String
  /// Whom it is about, line by line: name, address; empty where it is about nobody alone.
  package var addressee: [String] = []
  /// When it was asked: `20 May 2026, 14:05`.
  package var made: String

  /// An origin.
  package init(title: String? = nil, question: String, book: String, made: String) {
    self.title = title
    self.question = question
    self.book = book
    self.made = made
  }
}
