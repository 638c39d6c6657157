import Shell

/// Command lines in their plainest form: files, and what is asked of them.
///
/// The parser has to learn what all commands are before it looks at the first argument, which takes
/// longer than opening a book and answering. What is not plain is left to it, mistakes above all.
enum PlainArguments {
  /// What such a command line asks for; nil for any other.
  static func invocation(_ arguments: some Sequence<String>) -> Invocation? {
    var invocation = Invocation()
    var rest = arguments.makeIterator()
    while let argument = rest.next() {
      switch argument {
      case "-c":
        guard let text = rest.next() else { return nil }
        invocation.pieces.append(.text(text))
      case "-f":
        guard let script = rest.next() else { return nil }
        invocation.pieces.append(.script(script))
      case "-o":
        guard let form = rest.next(), form.allSatisfy(isLetter) else { return nil }
        invocation.output = form
      case "--today":
        guard let day = rest.next(), day.allSatisfy(isOfDay) else { return nil }
        invocation.today = day
      case "--as-of":
        guard let day = rest.next(), day.allSatisfy(isOfDay) else { return nil }
        invocation.asOf = day
      case "--no-history":
        invocation.keepsHistory = false
      default:
        // A word of letters may be a command, and what begins with a dash an option.
        if argument.hasPrefix("-") || argument.allSatisfy({ isLetter($0) || $0 == "-" }) {
          return nil
        }
        invocation.paths.append(argument)
      }
    }
    return invocation.paths.isEmpty ? nil : invocation
  }

  /// Whether a day as `2026-03-31` may have the character.
  private static func isOfDay(_ character: Character) -> Bool {
    ("0"..."9").contains(character) || character == "-"
  }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character)
  }
}
