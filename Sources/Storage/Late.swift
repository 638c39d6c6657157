import Columns
import Synchronization

/// A value that is made when somebody asks for it, and then kept.
///
/// Files that are opened for one question need few of their indexes. When two threads ask at once,
/// both make it, and both are given the same.
package final class Late<Value: Sendable>: Sendable {
  private final class Made: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let made = AtomicLazyReference<Made>()
  private let make: @Sendable () -> Value

  /// A value to be made of what the function keeps.
  package init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
  }

  /// A value that is there.
  package init(_ value: Value) {
    make = { value }
  }

  /// The value.
  package var value: Value {
    if let made = made.load() { return made.value }
    return made.storeIfNil(Made(make())).value
  }
}
