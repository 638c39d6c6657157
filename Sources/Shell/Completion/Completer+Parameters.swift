import Diagnostics
import Model
import Planning
import Syntax

/// What definitions take in their brackets.
extension Completer {
  /// What stands for a parameter in a call.
  struct Taken {
    /// The collection whose names it takes; nil where it takes anything else.
    let collection: CollectionID?
    /// What it is where nothing is given, as written.
    let standard: String?
    /// The collection that the definition asks about.
    let asked: CollectionID?
    /// The parameter's name, without its `$`.
    let name: String
  }

  /// The parameter of a definition at a place, counted from 0.
  ///
  /// A parameter that is called as one record of a collection takes its names: `$customer`.
  func taken(by name: String, at place: Int) -> Taken? {
    guard let text = surroundings.definition(named: name.lowercased())?.text,
      let statement = try? Parser.statement(in: text, currencies: Currency.allCodes),
      case .define(let definition) = statement.kind, place < definition.parameters.count
    else { return nil }
    let parameter = definition.parameters[place]
    let word = parameter.name.text
    let collection = schema.collections.indices.map(CollectionID.init(index:))
      .first { schema[$0].singular == word }
    var asked: CollectionID?
    if case .path(let names) = definition.query.source.kind {
      asked = schema.collection(named: names[0].text)
        .flatMap { follow(names.dropFirst().map(\.text), from: $0) }
    }
    return Taken(
      collection: collection, standard: parameter.standard.map { text[$0.span] }, asked: asked,
      name: word)
  }
}
