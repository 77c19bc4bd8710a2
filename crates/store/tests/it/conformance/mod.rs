//! What every engine must do, given a way to open it.

pub mod append;
pub mod backup;
pub mod beside;
pub mod fixture;
pub mod follows;
pub mod read;
pub mod slices;
pub mod together;

use std::sync::Arc;
use store::Store;

/// An engine with data of its own, empty at first.
pub trait Home: Sized {
    /// Where other processes can write to the same data.
    const SHARED: bool;

    /// Whether this engine is left out of the run on purpose.
    fn left_out() -> bool {
        false
    }

    /// A new, empty home.
    async fn new() -> Self;

    /// A store on this home's data: another instance where the engine allows several, otherwise the same.
    async fn store(&self) -> Arc<dyn Store>;

    /// The same data after every instance has gone without saying goodbye.
    async fn reopened(self) -> Self;
}

/// Makes a test of each case for one home. A case that is not named here is dead code, and the compiler says so.
macro_rules! conformance {
    ($home:ty) => {
        conformance!(@each $home,
            append::an_entry_comes_back_as_it_was,
            append::the_first_entry_makes_the_organization,
            append::an_entry_that_does_not_follow_is_behind,
            append::a_gap_is_behind_too,
            append::the_same_entry_again_is_done,
            append::the_same_entry_twice_in_a_batch_is_stored_once,
            append::a_held_claim_is_taken,
            append::a_claim_given_up_is_free,
            append::another_organization_cannot_give_a_claim_up,
            append::a_refused_transaction_leaves_nothing,
            append::two_organizations_move_together_or_not_at_all,
            append::transactions_of_a_batch_build_on_each_other,
            append::what_builds_on_a_refused_transaction_is_behind,
            append::what_builds_on_an_entry_that_lost_is_behind_though_its_number_fits,
            append::the_last_record_of_a_batch_wins,
            append::a_malformed_transaction_is_an_error,
            append::a_large_body_comes_back,
            follows::what_follows_one_on_its_way_is_stored_behind_it,
            follows::what_follows_one_that_was_refused_is_behind,
            follows::what_follows_one_that_never_came_is_behind,
            follows::the_same_following_entry_again_is_done,
            follows::several_organizations_follow_in_the_first_of_them,
            read::an_unknown_organization_loads_empty,
            read::a_load_has_every_record_in_order,
            read::a_load_is_of_one_moment,
            read::a_load_nobody_reads_harms_nobody,
            read::since_gives_pages,
            read::heads_leave_the_unknown_out,
            read::organizations_come_in_pages,
            read::keys_sort_by_their_bytes,
            beside::history_is_read_by_range,
            beside::history_of_an_entry_is_stored_with_it,
            beside::a_noted_row_is_replaced,
            beside::a_secret_lives_until_it_expires,
            beside::a_secret_is_replaced_and_deleted,
            beside::a_secret_is_created_once,
            beside::secrets_of_an_entry_are_stored_with_it,
            beside::expired_secrets_are_swept,
            beside::secrets_of_a_kind_come_in_pages,
            beside::a_cursor_never_goes_back,
            beside::who_lost_a_lease_changes_nothing_of_its_holder,
            slices::a_slice_lives_until_it_expires,
            slices::slices_are_counted_deleted_and_swept,
            slices::claims_of_a_space_come_in_pages,
            together::eight_writers_leave_no_gap,
            together::one_of_many_claimants_wins,
            together::crossing_pairs_of_organizations_end,
            together::the_bell_rings_for_another_writer,
            together::what_was_answered_outlives_the_process,
            backup::a_backup_restores_everything,
            backup::a_backup_is_of_one_moment,
            backup::an_existing_file_is_not_overwritten,
            backup::a_store_in_use_is_not_overwritten,
            backup::what_is_no_backup_is_refused,
        );
    };
    (@each $home:ty, $($group:ident::$case:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                if !<$home as $crate::conformance::Home>::left_out() {
                    $crate::conformance::$group::$case::<$home>().await;
                }
            }
        )*
    };
}
