//! Lists, a page at a time or an item at a time.

use aws_sdk_connect::error::SdkError;
use aws_sdk_connect::operation::list_users::paginator::{
    ListUsersPaginator, ListUsersPaginatorItems,
};
use aws_sdk_connect::operation::list_users::{ListUsersError, ListUsersOutput};
use aws_sdk_connect::types::{
    ControlPlaneTagFilter, HierarchyGroupCondition, HierarchyGroupMatchType, StringComparisonType,
    StringCondition, TagCondition, UserSearchCriteria, UserSearchFilter, UserSearchSummary,
    UserSummary,
};
use aws_sdk_connect::Client;

/// All users, collected.
pub async fn all_users(
    client: &Client,
    instance: &str,
) -> Result<Vec<UserSummary>, SdkError<ListUsersError>> {
    let items: ListUsersPaginatorItems = client
        .list_users()
        .instance_id(instance)
        .into_paginator()
        .items();
    items.send().collect().await
}

/// The names of the users, one at a time.
pub async fn names(
    client: &Client,
    instance: &str,
) -> Result<Vec<String>, SdkError<ListUsersError>> {
    let mut names = Vec::new();
    let mut items = client
        .list_users()
        .instance_id(instance)
        .into_paginator()
        .page_size(2)
        .items()
        .send();
    while let Some(user) = items.try_next().await? {
        names.extend(user.username);
    }
    Ok(names)
}

/// How many users each page has.
pub async fn page_sizes(
    client: &Client,
    instance: &str,
) -> Result<Vec<usize>, SdkError<ListUsersError>> {
    let paginator: ListUsersPaginator = client
        .list_users()
        .instance_id(instance)
        .max_results(10)
        .into_paginator()
        .stop_on_duplicate_token(false);
    let mut pages = paginator.send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        let page: ListUsersOutput = page?;
        sizes.push(page.user_summary_list().len());
    }
    Ok(sizes)
}

/// Users by a condition.
pub async fn search(
    client: &Client,
    instance: &str,
) -> Result<Vec<UserSearchSummary>, aws_sdk_connect::Error> {
    let tag = TagCondition::builder()
        .tag_key("team")
        .tag_value("support")
        .build();
    let tags = ControlPlaneTagFilter::builder()
        .or_conditions(vec![tag.clone()])
        .and_conditions(tag.clone())
        .tag_condition(tag)
        .build();
    let name = StringCondition::builder()
        .field_name("Username")
        .value("ad")
        .comparison_type(StringComparisonType::StartsWith)
        .build();
    let group = HierarchyGroupCondition::builder()
        .value("g")
        .hierarchy_group_match_type(HierarchyGroupMatchType::WithChildGroups)
        .build();
    let criteria = UserSearchCriteria::builder()
        .and_conditions(UserSearchCriteria::builder().string_condition(name).build())
        .or_conditions(
            UserSearchCriteria::builder()
                .hierarchy_group_condition(group)
                .build(),
        )
        .build();
    let found = client
        .search_users()
        .instance_id(instance)
        .search_filter(UserSearchFilter::builder().tag_filter(tags).build())
        .search_criteria(criteria)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use aws_sdk_connect::operation::search_users::SearchUsersOutput;
    use aws_smithy_mocks::{mock, mock_client, Rule, RuleMode};

    use super::*;

    fn page(names: &[&str], next: Option<&str>) -> ListUsersOutput {
        let users = names
            .iter()
            .map(|name| UserSummary::builder().username(*name).build());
        ListUsersOutput::builder()
            .set_user_summary_list(Some(users.collect()))
            .set_next_token(next.map(str::to_owned))
            .build()
    }

    fn rules() -> [Rule; 2] {
        let first = mock!(Client::list_users)
            .match_requests(|input| input.next_token().is_none())
            .then_output(|| page(&["ada", "bob"], Some("more")));
        let second = mock!(Client::list_users)
            .match_requests(|input| input.next_token() == Some("more"))
            .then_output(|| page(&["cleo"], None));
        [first, second]
    }

    #[tokio::test]
    async fn items_and_pages_are_followed_to_the_end() {
        let [first, second] = rules();
        let client = mock_client!(aws_sdk_connect, RuleMode::MatchAny, [&first, &second]);
        assert_eq!(
            names(&client, "i").await.expect("names"),
            ["ada", "bob", "cleo"]
        );
        assert_eq!(page_sizes(&client, "i").await.expect("pages"), [2, 1]);
        assert_eq!(all_users(&client, "i").await.expect("users").len(), 3);
    }

    #[tokio::test]
    async fn a_search_is_a_paginator_too() {
        let rule = mock!(Client::search_users)
            .match_requests(|input| {
                let criteria = input.search_criteria().expect("criteria");
                let string = criteria.and_conditions()[0]
                    .string_condition()
                    .expect("a string");
                string.comparison_type() == Some(&StringComparisonType::StartsWith)
                    && criteria.or_conditions().len() == 1
                    && input
                        .search_filter()
                        .is_some_and(|it| it.tag_filter().is_some())
            })
            .then_output(|| {
                SearchUsersOutput::builder()
                    .users(UserSearchSummary::builder().username("ada").build())
                    .approximate_total_count(1)
                    .build()
            });
        let client = mock_client!(aws_sdk_connect, RuleMode::MatchAny, [&rule]);
        let found = search(&client, "i").await.expect("users");
        assert_eq!(found[0].username(), Some("ada"));
        assert!(found[0].security_profile_ids().is_empty());
    }
}
