namespace Gimlet.Helm;

/// <summary>
/// A chart that cannot be fetched, read or rendered. The message is complete and meant for the chart's author: it
/// names the chart and, where there is one, the file, the line and the function, as helm does.
/// </summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause.</param>
public class ChartException(string message, Exception? innerException = null) : Exception(message, innerException);
