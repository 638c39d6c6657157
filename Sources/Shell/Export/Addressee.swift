import Columns
import Model
import Storage
import Syntax

/// Whom an answer is about, where its question names one customer or vendor and no other.
struct Addressee {
  private static let fields = ["name", "address", "country", "number"]

  /// What stands on a letter to it, line by line.
  let lines: [String]

  /// The one party that a question names: by its call, `statement("C-004")`, by its source,
  /// `#C-004.invoices`, or by its first test; nil where there is none, or where it is unclear.
  init?(of query: Query, in store: StoreView) {
    var names: [Text] = []
    switch query.source.kind {
    case .call(let call): names = call.arguments.prefix(1).compactMap { $0.partyName }
    case .reference(let reference, _): names = [Text(reference.text)]
    default: break
    }
    if case .filter(let test)? = query.steps.first?.kind { names += test.partyTests }
    let parties = [CollectionID.customers, .vendors].flatMap { collection in
      names.flatMap { name in
        store.records(of: collection, called: name).map { RecordID(collection, $0) }
      }
    }
    guard let party = parties.first, Set(parties).count == 1 else { return nil }
    let values = Self.fields.compactMap { name -> String? in
      guard let field = store.schema.field(named: name, of: party.collection),
        case .text(let text) = store.column(field).vector(at: [party.row])[0]
      else { return nil }
      return text.string
    }
    lines = values.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
  }
}

extension Expression {
  /// A text or a number that may name a party.
  fileprivate var partyName: Text? {
    switch kind {
    case .literal(.text(let text)): Text(text)
    case .reference(let reference, let path) where path.isEmpty: Text(reference.text)
    default: nil
    }
  }

  /// The names that `customer is "…"` or `vendor is "…"` demand.
  fileprivate var partyTests: [Text] {
    switch kind {
    case .logical(.and, let tests): return tests.flatMap(\.partyTests)
    case .comparison(let comparison):
      guard !comparison.isNegated, comparison.relation == .equal,
        case .path(let names) = comparison.left.kind, names.count == 1,
        ["customer", "vendor"].contains(names[0].text.lowercased()),
        let name = comparison.right.partyName
      else { return [] }
      return [name]
    default: return []
    }
  }
}
