import Columns
import Model
import Storage

/// What completion keeps of a book between two keys: its names and numbers, ready to be searched.
package final class CompletionMemory {
  private var texts: [FieldID: FoldedTexts] = [:]
  /// How long one search may take.
  let patience: Swift.Duration

  /// Nothing yet; with a patience of some milliseconds, nobody notices what a search takes.
  package init(patience: Swift.Duration = .milliseconds(5)) {
    self.patience = patience
  }

  /// The texts of a stored field; nil where it holds none.
  func texts(of field: FieldID, in store: StoreView) -> FoldedTexts? {
    guard !store.schema[field].isDerived, case .text(_, let dictionary) = store.column(field) else {
      return nil
    }
    // Records that were added since have brought a dictionary of their own.
    if let known = texts[field], known.dictionary === dictionary { return known }
    let made = FoldedTexts(dictionary)
    texts[field] = made
    return made
  }

  /// Makes names and numbers ready, while there is patience; false when all of them are.
  func prepare(_ store: StoreView, for patience: Patience) -> Bool {
    for index in store.schema.collections.indices {
      let collection = CollectionID(index: index)
      for label in store.schema[collection].labels + ["number"] {
        guard let field = store.schema.field(named: label, of: collection),
          let texts = texts(of: field, in: store), !texts.isReady
        else { continue }
        texts.prepare(for: patience)
        if !texts.isReady { return true }
      }
    }
    return false
  }
}
