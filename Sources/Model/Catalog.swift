/// What planning may ask of a book; it never sees the book itself.
package protocol Catalog: Sendable {
  /// The collections, fields and words of the book.
  var schema: Schema { get }
  /// The currency that `$` means; nil where the book does not say.
  var dollar: Currency? { get }
  /// Number of records in a collection; 0 for one that is worked out when asked.
  func rowCount(of collection: CollectionID) -> Int
  /// Whether any record of the collection has a value in a stored field, as far as is known.
  func hasValues(in field: FieldID) -> Bool
  /// The documents, payments and parties with a number, compared as `=` compares text.
  func records(numbered number: Text) -> [RecordID]
  /// The records of one collection with a number or name, compared as `=` compares text.
  func records(of collection: CollectionID, called name: Text) -> [RowIndex]
  /// Whether a lookup by `records(of:called:)` or a link's index answers for the field.
  func isIndexed(_ field: FieldID) -> Bool
}
