/// A collection of a book, by its place in the schema.
package struct CollectionID: Sendable, Hashable {
  /// Its place in the schema.
  package let index: Int

  /// The collection at a place of the schema.
  package init(index: Int) {
    self.index = index
  }
}

/// A field of a collection, by its place among the collection's fields.
package struct FieldID: Sendable, Hashable {
  /// The collection whose records have it.
  package let collection: CollectionID
  /// Its place among the fields of the collection.
  package let index: Int

  /// The field at a place of a collection.
  package init(_ collection: CollectionID, index: Int) {
    self.collection = collection
    self.index = index
  }
}

/// A record's place in its collection, from 0.
package typealias RowIndex = Int32

extension RowIndex {
  /// Stands where a link leads nowhere.
  @inlinable @inline(__always) package static var missing: Int32 { -1 }
}

/// One record of a book.
package struct RecordID: Sendable, Hashable {
  /// The collection that the record belongs to.
  package let collection: CollectionID
  /// Its row there.
  package let row: RowIndex

  /// The record at a row.
  package init(_ collection: CollectionID, _ row: RowIndex) {
    self.collection = collection
    self.row = row
  }
}

/// A list of named values: the statuses, the aging buckets.
package enum EnumerationID: Sendable, Hashable {
  /// What has become of a document.
  case status
  /// How long a document is overdue.
  case aging
  /// What an entry of a ledger is.
  case entryKind
  /// Whose rule a finding names.
  case findingLevel

  /// Buckets that a question makes, which bring their words along.
  case buckets(Buckets)

  /// What a clerk calls the list.
  package var name: String {
    switch self {
    case .status: "status"
    case .aging, .buckets: "bucket"
    case .entryKind: "kind"
    case .findingLevel: "level"
    }
  }
}
