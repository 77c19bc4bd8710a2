//! Every number that bounds what comes over the wire. Those of the organization itself stand in `org::limits`.

/// Bytes of a request body.
pub const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Nesting of a JSON body.
pub const BODY_DEPTH_MAX: usize = 32;
/// Values in one body: members, elements and scalars together.
pub const BODY_VALUES_MAX: usize = 100_000;
/// Parameters in a query or form.
pub const PARAMETERS_MAX: usize = 1_000;
/// Bytes of a request target, path and query.
pub const TARGET_BYTES_MAX: usize = 16 * 1024;
/// Bytes of all request headers.
pub const HEADER_BYTES_MAX: usize = 64 * 1024;
