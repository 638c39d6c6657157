/// The few ways in which we set text apart on a terminal.
package enum TextStyle: Sendable, CaseIterable {
  /// As it is.
  case plain
  /// Headings, the message of an error.
  case strong
  /// What is there if one looks for it.
  case quiet
  /// What went wrong, and the caret under it.
  case bad
  /// What deserves a second look.
  case doubtful
  /// What helps.
  case good

  /// The text in this style; without color it is the text itself.
  package func apply(to text: String, colored: Bool) -> String {
    guard colored, !text.isEmpty, let code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// The parameters of the ANSI sequence.
  private var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .quiet: "2"
    case .bad: "1;31"
    case .doubtful: "1;33"
    case .good: "32"
    }
  }
}
