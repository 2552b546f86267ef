//! Starts and terminates instances, and waits until they have the new state.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use std::time::Duration;

use aws_sdk_ec2::client::Waiters;
use aws_sdk_ec2::operation::describe_instances::DescribeInstancesOutput;
use aws_sdk_ec2::types::{Instance, InstanceStateName};
use aws_sdk_ec2::waiters::instance_running::WaitUntilInstanceRunningError;
use aws_sdk_ec2::waiters::instance_terminated::InstanceTerminatedFinalPoll;
use aws_sdk_ec2::{Client, Error};

/// Why an instance did not start.
#[derive(Debug)]
pub enum StartError {
    /// The instance reached a state from which it does not become running.
    WrongState(Option<InstanceStateName>),
    /// The instance did not run within the time limit, which is the field.
    Timeout(Duration),
    /// A call failed.
    Call(Error),
}

/// Starts an instance, waits until it runs, for at most `max_wait`, and returns its public address.
pub async fn start(
    client: &Client,
    id: &str,
    max_wait: Duration,
) -> Result<Option<String>, StartError> {
    let started = client.start_instances().instance_ids(id).send().await;
    started.map_err(|error| StartError::Call(error.into()))?;
    let waiter = client.wait_until_instance_running().instance_ids(id);
    let poll = match waiter.wait(max_wait).await {
        Ok(poll) => poll,
        Err(WaitUntilInstanceRunningError::ExceededMaxWait(context)) => {
            return Err(StartError::Timeout(context.max_wait()));
        }
        Err(WaitUntilInstanceRunningError::FailureState(context)) => {
            let state = match context.into_final_poll().into_result() {
                Ok(output) => instances(&output).find_map(state),
                Err(_) => None,
            };
            return Err(StartError::WrongState(state));
        }
        Err(error) => return Err(StartError::Call(error.into())),
    };
    let output = poll.into_result().ok();
    let address = output
        .as_ref()
        .and_then(|output| instances(output).find_map(|it| it.public_ip_address()));
    Ok(address.map(str::to_owned))
}

/// Terminates an instance, and waits until it is terminated.
pub async fn terminate(client: &Client, id: &str) -> Result<(), Error> {
    client.terminate_instances().instance_ids(id).send().await?;
    let terminated: InstanceTerminatedFinalPoll = client
        .wait_until_instance_terminated()
        .instance_ids(id)
        .wait(Duration::from_secs(300))
        .await?;
    drop(terminated);
    Ok(())
}

fn instances(output: &DescribeInstancesOutput) -> impl Iterator<Item = &Instance> {
    let reservations = output.reservations().iter();
    reservations.flat_map(|reservation| reservation.instances())
}

fn state(instance: &Instance) -> Option<InstanceStateName> {
    instance.state()?.name().cloned()
}
