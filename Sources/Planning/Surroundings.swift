package import Diagnostics
package import Model
package import Syntax

/// What a statement may name beside the book: definitions, values and answers of the session.
package struct Surroundings: Sendable {
  /// The user's own definitions, by their names in small letters.
  package var definitions: [String: DefinitionText] = [:]
  /// What `let` has named, by its name in small letters and without the `$`.
  package var variables: [String: Variable] = [:]
  /// The last answer; nil before there is one.
  package var it: Frozen?
  /// The question that it answers, to be offered again.
  package var lastQuestion: Query?

  /// What a name in small letters defines: the user's own definition, else a standard question.
  package func definition(named word: String) -> DefinitionText? {
    definitions[word] ?? StandardQuestions.entry(named: word)?.definition
  }

  /// The names of all definitions that can be asked, each once.
  package var definedNames: [String] {
    let own = definitions.values.map(\.name).sorted()
    return own + StandardQuestions.all.map(\.name).filter { definitions[$0] == nil }
  }

  /// Nothing but the book.
  package init() {}
}

/// A definition as it was written; it is read anew where it is called, so that what goes wrong in
/// it can be shown in its own words.
package struct DefinitionText: Sendable, Equatable {
  /// Its name as written.
  package let name: String
  /// From `define` to its end, with the place that it has in its file.
  package let text: SourceText

  /// A definition and its words.
  package init(name: String, text: SourceText) {
    (self.name, self.text) = (name, text)
  }
}

/// What `let` has named.
package enum Variable: Sendable, Equatable {
  case value(Value, DataType)
  case answer(Frozen)
}

/// What a parameter stands for in one call.
struct Argument {
  /// As it was written in the call, or as the definition's default.
  let expression: Expression
  /// What the parameters of the definition around the call stand for.
  let around: [String: Argument]
}
