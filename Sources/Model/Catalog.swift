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
  /// The documents, payments and parties whose number may mean the same as one that nothing has.
  func records(resembling number: Text) -> [NumberMatch]
  /// The records of one collection with a number or name, compared as `=` compares text.
  func records(of collection: CollectionID, called name: Text) -> [RowIndex]
  /// Names that may have been meant by one that no record of the collection has, the likeliest
  /// first; for messages, as every name is looked at.
  func names(of collection: CollectionID, resembling name: Text) -> [Text]
  /// The records whose text in a field equals a text; nil where no index answers that.
  func records(with field: FieldID, equalTo text: Text) -> [RowIndex]?
  /// The records whose text in a field begins with a text, as `starts with` compares; nil where no
  /// index answers that, or these are so many that a pass is as good.
  func records(with field: FieldID, startingWith text: Text) -> [RowIndex]?
  /// Whether a link's index answers for the field.
  func isIndexed(_ link: FieldID) -> Bool
  /// Whether the records behind a to-many link stand in the order of those that they belong to,
  /// each behind one, and are there on the same days.
  func areInOrder(_ list: FieldID) -> Bool
  /// Whether it is known of the collection's records when each was cleared.
  func hasClearingDays(_ collection: CollectionID) -> Bool
}

/// A record whose number is like another.
package struct NumberMatch: Sendable {
  /// The record.
  package let record: RecordID
  /// Its number.
  package let number: Text
  /// How much alike the two are.
  package let likeness: NumberIdentity.Likeness

  /// A record with its number.
  package init(_ record: RecordID, number: Text, likeness: NumberIdentity.Likeness) {
    (self.record, self.number, self.likeness) = (record, number, likeness)
  }
}
