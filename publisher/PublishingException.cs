namespace OpenMinutes.Publisher;

/// <summary>Why there is no new release, in words for whoever runs the publisher. It names paths of the site, never content.</summary>
internal sealed class PublishingException(string message, Exception? cause = null) : Exception(message, cause);
