import Model
import Storage

/// What may come next at the cursor.
struct Completer {
  private let store: StoreView?

  init(_ store: StoreView?) {
    self.store = store
  }

  func completion(of text: String, at cursor: Int) -> Completion {
    Completion(replacing: cursor..<cursor, candidates: [])
  }
}
